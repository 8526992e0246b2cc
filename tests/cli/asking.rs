//! The commands that only answer: help, version, rules, explanations, settings, cells.

use std::process::Command;

use serde_json::Value;

use super::Folder;
use super::report::{blank_total, wrong_total};

#[test]
fn help_speaks_one_language_and_names_every_command() {
    let folder = Folder::with(&[]);
    let commands = [
        "check",
        "fix",
        "cells",
        "rules",
        "explain",
        "config",
        "init",
        "completions",
        "lsp",
    ];
    let chinese = folder.run(&["--help"]);
    let english = folder.run(&["--locale", "en", "--help"]);
    assert_eq!((chinese.code, english.code), (0, 0));
    for command in commands {
        assert!(
            chinese.out.contains(&format!("\n  {command} ")),
            "{}",
            chinese.out
        );
        let help = folder.run(&[command, "--help", "--locale=en"]);
        assert_eq!(help.code, 0);
        assert!(help.out.is_ascii(), "{}", help.out);
        assert_eq!(
            folder.run(&["help", command]).out,
            folder.run(&[command, "--help"]).out
        );
    }
    assert!(english.out.is_ascii(), "{}", english.out);
    assert!(
        !chinese.out.contains('‖') && chinese.out.contains("用法："),
        "{}",
        chinese.out
    );
}

#[test]
fn a_wrong_command_line_is_one_sentence_and_exit_2() {
    let folder = Folder::with(&[]);
    for (args, words) in [
        (&["chek"][..], "是否应为“check”"),
        (
            &["check", "--output-fromat", "json"],
            "没有选项“--output-fromat”",
        ),
        (&["check", "--output-format", "yaml"], "json-lines"),
        (&["check", "--fail-on"], "缺少值"),
        (&["explain"], "缺少 <规则或文件>"),
        (&["-q"], "缺少命令"),
        (&["check", "-q", "-v"], "不能同时使用"),
    ] {
        let run = folder.run(args);
        run.failed_with(words);
        assert_eq!(run.out, "");
    }
    folder
        .run(&["--locale", "en", "chek"])
        .failed_with("there is no command \"chek\"");
    let nothing = folder.run(&[]);
    assert_eq!((nothing.code, nothing.out.as_str()), (2, ""));
    assert!(nothing.err.contains("用法："));
}

#[test]
fn chinese_help_is_chinese_throughout() {
    let folder = Folder::with(&[]);
    let help = folder.run(&["check", "--help"]).out;
    for words in [
        "用法：nianbao check [选项] [路径]...",
        "选项：",
        "通用选项：",
        "<语言>",
    ] {
        assert!(help.contains(words), "{words} in {help}");
    }
    assert!(folder.run(&["--help"]).out.contains("命令："));
    let allowed = ["JSON", "UTF-8", "TOML"];
    let shouts = |word: &str| word.len() > 3 && word.chars().all(|c| c.is_ascii_uppercase());
    let words = help.split(|c: char| !c.is_ascii_alphabetic());
    let left: Vec<&str> = words
        .filter(|word| shouts(word) && !allowed.contains(word))
        .collect();
    assert_eq!(left, [""; 0], "{help}");
}

#[test]
fn the_server_refuses_ways_to_speak_that_it_does_not_know() {
    let folder = Folder::with(&[]);
    for option in ["--pipe=/tmp/x", "--socket=5007", "--node-ipc"] {
        let name = option.split('=').next().unwrap();
        folder.run(&["lsp", option]).failed_with(name);
        folder.run(&["lsp", "--stdio", option]).failed_with(name);
    }
    // What editors add beside.
    for added in [
        &["--stdio"][..],
        &["--stdio", "--clientProcessId=1"],
        &["--clientProcessId", "1", "--stdio", "--stdio"],
    ] {
        let run = folder.run(&[&["lsp"], added].concat());
        assert_eq!((run.code, run.err.as_str()), (1, ""), "{run:?}");
    }
}

#[test]
fn a_word_too_many_is_not_called_an_option() {
    let folder = Folder::with(&[]);
    for words in [
        &["lsp", "a.md"][..],
        &["cells", "b.md", "a.md"],
        &["init", "a.md"],
    ] {
        folder.run(words).failed_with("多出了“a.md”");
    }
    folder
        .run(&["init", "--nope"])
        .failed_with("没有选项“--nope”");
}

#[test]
fn the_server_refuses_options_that_it_does_not_know() {
    let folder = Folder::with(&[]);
    for words in [
        &["--nope"][..],
        &["--stdio", "--nope"],
        &["nope"],
        &["--stdio", "--select=row-total"],
        &["--stdio", "--locale=xx"],
        &["--stdio", "--config=none.toml", "--isolated"],
    ] {
        let run = folder.run(&[&["lsp"], words].concat());
        let last = words.last().unwrap().split('=').next().unwrap();
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{run:?}");
        assert!(
            run.err.contains(last) && run.err.lines().count() == 1,
            "{run:?}"
        );
    }
}

#[test]
fn the_columns_of_the_rules_stand_below_each_other() {
    let folder = Folder::with(&[]);
    for locale in ["zh", "en"] {
        let listed = folder.run(&["rules", "--locale", locale]).out;
        let width = |words: &str| -> usize {
            words
                .chars()
                .map(|c| if c.is_ascii() { 1 } else { 2 })
                .sum()
        };
        let starts: Vec<usize> = listed
            .lines()
            .map(|line| {
                let last = line.rsplit("  ").next().unwrap();
                width(line) - width(last)
            })
            .collect();
        assert!(starts.windows(2).all(|pair| pair[0] == pair[1]), "{listed}");
    }
}

#[test]
fn every_answer_is_asked_for_in_json_by_the_same_option() {
    let folder = Folder::with(&[("a.md", &wrong_total())]);
    for command in [&["rules"][..], &["cells", "a.md"], &["facts", "a.md"]] {
        let ask = |more: &[&str]| folder.run(&[command, more].concat());
        let json = ask(&["--output-format", "json"]);
        let read: Value = serde_json::from_str(&json.out).unwrap();
        assert!(read.is_array() || read["path"] == "a.md", "{command:?}");
        assert_eq!(ask(&["--json"]).out, json.out, "the old spelling");
        assert_eq!(ask(&["--output-format", "text"]).out, ask(&[]).out);
    }
}

#[test]
fn the_version_names_the_editions() {
    let run = Folder::with(&[]).run(&["--version"]);
    assert_eq!(run.code, 0);
    assert!(
        run.out
            .starts_with(&format!("nianbao {}", env!("CARGO_PKG_VERSION"))),
        "{}",
        run.out
    );
    assert!(
        run.out.contains("2021") && run.out.contains("2019"),
        "{}",
        run.out
    );
}

#[test]
fn every_rule_is_listed_and_explained() {
    let folder = Folder::with(&[]);
    let rules: Value = serde_json::from_str(&folder.run(&["rules", "--json"]).out).unwrap();
    let listed = folder.run(&["rules"]).out;
    let rules = rules.as_array().unwrap();
    assert_eq!(rules.len(), nianbao::rules::RULES.len());
    assert_eq!(listed.lines().count(), rules.len());
    for rule in rules {
        let code = rule["code"].as_str().unwrap();
        assert!(listed.contains(code));
        let explained = folder.run(&["explain", code]);
        assert_eq!(explained.code, 0);
        assert!(
            explained.out.contains(rule["summary"].as_str().unwrap()),
            "{}",
            explained.out
        );
    }
    folder
        .run(&["explain", "row-totl"])
        .failed_with("是否应为“row-total”");
}

#[test]
fn settings_are_shown_with_their_origin() {
    let folder = Folder::with(&[
        ("nianbao.toml", "fix-on-save = true\nexclude = [\"old\"]\n"),
        ("a.md", ""),
    ]);
    let run = folder.run(&["config", "a.md"]);
    assert_eq!(run.code, 0);
    assert!(
        run.out.contains("fix-on-save = true  # nianbao.toml:1\n"),
        "{}",
        run.out
    );
    assert!(run.out.contains("enable = true  # 默认\n"), "{}", run.out);
    assert!(folder.run(&["config", "old/b.md"]).out.contains("排除"));
    folder.write("nianbao.toml", b"fix-on-save = 1");
    folder
        .run(&["config"])
        .failed_with("nianbao.toml:1 fix-on-save");
    let schema: Value = serde_json::from_str(&folder.run(&["config", "--schema"]).out).unwrap();
    assert_eq!(schema["properties"]["fix-on-save"]["default"], false);
}

#[test]
#[cfg(unix)]
fn settings_are_shown_without_the_commands_that_their_words_hide() {
    let commands = [
        '\u{7}', '\u{1b}', '\u{7f}', '\u{9b}', '\u{202e}', '\u{2028}',
    ];
    let words = "\u{1b}]0;x\u{7}\u{7f}\u{9b}31m\u{202e}\u{2028}\n\"'\\y";
    let escaped = "\\u001b]0;x\\u0007\\u007f\\u009b31m\\u202e\\u2028\\n\\\"'\\\\y";
    let settings = format!(
        "exclude = [\"{escaped}\"]\nedition-files = [\"{escaped}\"]\n[[series]]\nunit = \"某市交通运输局\"\nfiles = [\"{escaped}\"]\n"
    );
    let name = "年\u{1b}]0;x\u{7}\u{9b}\u{202e}\nenable = false\n报";
    let folder = Folder::with(&[
        (&format!("{name}/nianbao.toml"), &settings),
        (&format!("{name}/{words}.toml"), ""),
        (&format!("{name}/a.md"), ""),
    ]);
    let file = format!("{name}/a.md");
    let run = folder.command(&["config", &file]).output().unwrap();
    let out = String::from_utf8(run.stdout).unwrap();
    assert!(!out.contains(commands), "{out:?}");
    // A name with a line end in it stays in its comment.
    assert!(!out.lines().any(|line| line == "enable = false"), "{out}");
    let value = |key: &str| {
        let mut lines = out.lines();
        let line = lines.find(|line| line.starts_with(&format!("{key} = ")));
        let line: toml::Table = line.expect("a line").parse().expect("TOML");
        line[key].clone()
    };
    assert_eq!(value("exclude").as_str(), Some(words));
    assert_eq!(value("edition-files").as_str(), Some(words));
    assert_eq!(value("series")["files"][0].as_str(), Some(words));
    for line in out.lines() {
        assert!(line.parse::<toml::Table>().is_ok(), "{line:?}");
    }
}

#[test]
fn init_writes_a_file_that_changes_nothing_and_never_overwrites() {
    let folder = Folder::with(&[("a.md", &blank_total())]);
    let before = folder.run(&["check", "a.md"]);
    assert_eq!(folder.run(&["init"]).code, 0);
    let after = folder.run(&["check", "a.md"]);
    assert_eq!((before.code, before.out), (after.code, after.out));
    folder.write("nianbao.toml", b"# mine");
    folder.run(&["init"]).failed_with("nianbao.toml 已存在");
    assert_eq!(folder.read("nianbao.toml"), b"# mine");
}

#[test]
fn completions_are_accepted_by_the_shell() {
    let folder = Folder::with(&[]);
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let run = folder.run(&["completions", shell]);
        assert_eq!(run.code, 0);
        assert!(run.out.contains("json-lines"), "{shell}");
        folder.write(shell, run.out.as_bytes());
    }
    let bash = Command::new("bash")
        .arg("-n")
        .arg(folder.path("bash"))
        .status();
    // Windows has no bash of its own.
    match bash {
        Ok(status) => assert!(status.success()),
        Err(_) if cfg!(windows) => {}
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn cells_are_listed_with_place_value_and_state() {
    let text = wrong_total();
    let folder = Folder::with(&[("a.md", &text), ("b.txt", "购物清单")]);
    let run = folder.run(&["cells", "--json", "a.md"]);
    assert_eq!(run.code, 0);
    let json: Value = serde_json::from_str(&run.out).unwrap();
    let cells = json["cells"].as_array().unwrap();
    assert_eq!(cells.len(), 200);
    let wrong: Vec<&Value> = cells.iter().filter(|cell| cell["value"] == "13").collect();
    assert_eq!(wrong.len(), 1);
    assert_eq!(wrong[0]["name"], "三/一、本年新收政府信息公开申请数量/总计");
    assert_eq!(wrong[0]["state"], "found");
    let byte = usize::try_from(wrong[0]["range"]["start"]["byte"].as_u64().unwrap()).unwrap();
    assert!(text[byte..].starts_with("13"));
    let listed = folder.run(&["cells", "a.md"]).out;
    assert_eq!(listed.lines().count(), 201);
    assert!(
        listed.lines().all(|line| line.split('\t').count() == 7),
        "{listed}"
    );
    assert_eq!(
        folder.run_with_input(&["cells", "-"], text.as_bytes()).out,
        listed
    );
    folder.run(&["cells", "b.txt"]).failed_with("b.txt 不像");
    folder
        .run(&["cells", "nowhere.txt"])
        .failed_with("nowhere.txt 不存在");
}

#[test]
fn numbers_of_the_text_are_listed_and_with_all_those_that_are_not_compared_with_the_reason() {
    let said = "收到政府信息公开申请13件，去年收到政府信息公开申请9件，发布信息40条。";
    let folder = Folder::with(&[(
        "a.md",
        &format!("甲县乙局2024年政府信息公开工作年度报告\n一、总体情况\n{said}\n"),
    )]);
    let plain = folder.run(&["facts", "a.md"]);
    assert_eq!(plain.out.lines().count(), 2, "{plain:?}");
    assert!(
        plain
            .out
            .contains("3:11\t收到政府信息公开申请13件\t13\t\t表中无数\t三/一、本年新收"),
        "{plain:?}"
    );
    let all = folder.run(&["facts", "--all", "a.md"]);
    assert!(all.out.contains("\t9\t\t不核对：其他年度\t"), "{all:?}");
    assert!(all.out.contains("\t40\t\t不核对：其他事项\t"), "{all:?}");
    assert!(
        all.out
            .ends_with("未核对\t其他事项\t1\n未核对\t其他年度\t1\n"),
        "{all:?}"
    );
    let english = folder.run(&["--locale", "en", "facts", "--all", "a.md"]);
    assert!(
        english.out.contains("not compared: another year"),
        "{english:?}"
    );
    let json = folder.run(&["facts", "--all", "--output-format", "json", "a.md"]);
    let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(json["facts"][0]["silence"], serde_json::Value::Null);
    assert_eq!(json["facts"][1]["silence"], "another year");
    assert_eq!(json["silences"]["another matter"], 1);
}

#[test]
fn a_language_may_be_named_as_systems_name_it() {
    let folder = Folder::with(&[]);
    for (tag, words) in [
        ("zh", "格式版本"),
        ("zh-Hans", "格式版本"),
        ("zh_CN.UTF-8", "格式版本"),
        ("en-GB", "editions"),
        ("EN", "editions"),
    ] {
        let run = folder.run(&["--locale", tag, "--version"]);
        assert!(run.code == 0 && run.out.contains(words), "{tag}: {run:?}");
    }
    let run = folder.run(&["--locale", "fr", "--version"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.err.contains("zh-CN"), "{run:?}");
}
