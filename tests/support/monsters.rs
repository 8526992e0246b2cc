//! Texts that no office writes and that could hang a program: one thing over and over, or begun and never ended.

/// A name, and the text for a number of repetitions.
pub type Monster = (&'static str, fn(usize) -> String);

const TITLE: &str = "甲县2023年政府信息公开工作年度报告\n";
const HEADINGS: &str =
    "一、总体情况\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n";

const ROWS: [&str; 5] = [
    "（七）总计",
    "（一）予以公开",
    "2.重复申请",
    "四、结转下年度继续办理",
    "1.信访举报投诉类申请",
];

/// All of them.
pub const MONSTERS: [Monster; 38] = [
    ("one_line", |n| in_table(&"字".repeat(n * 10))),
    ("one_line_of_words", |n| in_table(&"字 ".repeat(n * 10))),
    ("one_line_of_numbers", |n| in_table(&"1 ".repeat(n * 10))),
    ("bars", |n| in_table(&"|".repeat(n))),
    ("cells_between_bars", |n| {
        in_table(&format!("（七）总计{}", "| 1 ".repeat(n)))
    }),
    ("tabs", |n| in_table(&"\t".repeat(n))),
    ("one_row_of_lines", |n| in_table(&"\t一\n".repeat(n))),
    ("one_cell_of_lines", |n| {
        in_table(&format!("\t甲\n{}", "乙\n".repeat(n)))
    }),
    ("rows", |n| {
        in_table(&"（一）予以公开 | 1 | 2 | 0 | 0 | 0 | 0 | 3\n".repeat(n / 4))
    }),
    ("rows_on_lines", |n| {
        in_table(&"（一）予以公开\n1\n2\n0\n0\n0\n0\n3\n".repeat(n / 4))
    }),
    ("rows_of_no_form", |n| {
        in_table(&"某某某某某某 | 1 | 2 | 3\n".repeat(n / 4))
    }),
    ("rows_nearly_right", |n| {
        in_table(&"（一）予以公某 | 1 | 2 | 3\n".repeat(n / 4))
    }),
    ("labels_alone", |n| in_table(&"（一）予以公开\n".repeat(n))),
    ("numbers_alone", |n| in_table(&"5\n".repeat(n))),
    ("header_words", |n| {
        in_table(&"商业某业\n自然人\n".repeat(n / 2))
    }),
    ("titles", |n| TITLE.repeat(n / 4)),
    ("headings", |n| format!("{TITLE}{}", HEADINGS.repeat(n / 4))),
    ("reports", |n| {
        format!("{TITLE}{HEADINGS}四、政府信息公开行政复议、行政诉讼情况\n").repeat(n / 8)
    }),
    ("nested_tags", |n| {
        format!("{TITLE}<table>{}", "<div>".repeat(n))
    }),
    ("nested_tables", |n| {
        format!("<p>{TITLE}</p>{}1", "<table><tr><td>".repeat(n / 2))
    }),
    ("cells_without_end", |n| page(&"<td>1".repeat(n))),
    ("merged_cells", |n| {
        page(&"<tr><td rowspan=60000 colspan=1000>1".repeat(n / 4))
    }),
    ("entities", |n| page(&"&nbsp;".repeat(n))),
    ("brackets", |n| page(&"<".repeat(n * 5))),
    ("facts_in_a_sentence", |n| {
        in_sentence(&"，办结12件".repeat(n))
    }),
    ("shares_in_a_sentence", |n| {
        in_sentence(&"，予以公开3件，占20%，全部办结".repeat(n / 4))
    }),
    ("brackets_in_a_sentence", |n| {
        in_sentence(&"（其中".repeat(n))
    }),
    ("bodies_in_a_sentence", |n| {
        in_sentence(&"区教育局收到3件县水务局收到".repeat(n / 4))
    }),
    ("settled_in_a_sentence", |n| {
        in_sentence(&"，全部办结".repeat(n))
    }),
    ("settled_and_carried_over", |n| {
        in_sentence(&"，全部办结。结转下年度3件".repeat(n / 2))
    }),
    ("rows_in_any_order", |n| {
        let row = |at: usize| format!("{} | 1 | 2 | 0 | 0 | 0 | 0 | 3\n", ROWS[at * at % 5]);
        in_table(&(0..n / 4).map(row).collect::<String>())
    }),
    ("shares_without_marks", |n| in_sentence(&"占1%".repeat(n))),
    ("settled_without_marks", |n| {
        in_sentence(&"均已办结".repeat(n))
    }),
    ("carried_over_in_a_sentence", |n| {
        in_sentence(&"，结转下年度继续办理2件".repeat(n))
    }),
    ("applicants_in_a_sentence", |n| {
        in_sentence(&"、自然人3件".repeat(n))
    }),
    ("sentences_of_fees", |n| {
        in_sentence(&"。收取信息处理费0元".repeat(n))
    }),
    ("one_heading", |n| {
        format!("{TITLE}{}", "## 一、总体情况\n好。\n".repeat(n))
    }),
    ("brackets_of_facts", |n| in_sentence(&"（其中3件".repeat(n))),
];

fn in_table(text: &str) -> String {
    format!("{TITLE}{HEADINGS}{text}\n")
}

fn in_sentence(text: &str) -> String {
    format!("{TITLE}一、总体情况\n收到政府信息公开申请12件{text}。\n")
}

fn page(text: &str) -> String {
    format!("<p>{TITLE}</p><p>三、收到和处理政府信息公开申请情况</p><table><tr><td>{text}")
}
