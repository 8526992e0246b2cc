use nianbao::{analysis::*, form::Forms, settings::Settings};
fn main() {
    for p in std::env::args().skip(1) {
        let t = std::fs::read_to_string(&p).unwrap();
        let a = analyze(&t, Forms::builtin(), &Settings::default());
        println!("{p} {} {:?}", a.is_report, a.edition);
        for f in &a.findings {
            println!(
                "  {} {:?} [{}] {} cell={:?} rel={} fixes={:?}",
                f.code,
                f.severity,
                f.span.of(&t),
                f.message,
                f.cell,
                f.related.len(),
                f.fixes
                    .iter()
                    .map(|x| (&x.title, x.applicability))
                    .collect::<Vec<_>>()
            );
        }
        let e = fix_all(&t, Forms::builtin(), &Settings::default());
        println!("  fixall {}", e.len());
        println!(
            "  totals {:?}",
            fill_totals(&t, Forms::builtin(), &Settings::default())
                .iter()
                .map(|e| &e.text)
                .collect::<Vec<_>>()
        );
    }
}
