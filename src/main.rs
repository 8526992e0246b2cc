//! Words on the command line, to the language server or the command line's own work; nothing else.

fn main() -> std::process::ExitCode {
    nianbao::cli::run(std::env::args_os().collect())
}
