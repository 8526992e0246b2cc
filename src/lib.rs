//! Nianbao reads 政府信息公开工作年度报告, the yearly report of a Chinese government body in its official form, and says what is wrong with it.
pub mod align;
pub mod analysis;
pub mod chars;
pub mod config;
pub mod figures;
pub mod finding;
pub mod fix;
pub mod form;
pub mod locale;
pub mod outline;
pub mod repair;
pub mod rules;
pub mod settings;
pub mod skeleton;
pub mod span;
pub mod syntax;
pub mod text;
