//! The sentences of generated reports, in our own words: what offices write round their tables, with numbers that agree with the tables and with
//! numbers that have nothing to do with them.

use fastrand::Rng;

/// A body that reports.
pub struct Office<'n> {
    /// Its name.
    pub name: &'n str,
    /// What it calls itself.
    pub own: &'static str,
    /// Whether it may make regulations.
    pub makes_regulations: bool,
}

const OFFICES: [Office<'static>; 12] = [
    office("青石镇人民政府", "镇政府"),
    office("望江街道办事处", "街道"),
    office("云岭县卫生健康局", "我局"),
    office("南渡区交通运输局", "区交通运输局"),
    office("柳湾市市场监督管理局", "本机关"),
    office("东川县人民政府", "全县"),
    office("北原区教育体育局", "我局"),
    office("松林乡人民政府", "乡政府"),
    office("玉河县退役军人事务局", "本局"),
    office("海州市自然资源和规划局", "市局"),
    Office {
        name: "临沧河市人民政府",
        own: "市政府",
        makes_regulations: true,
    },
    office("白马滩经济开发区管理委员会", "管委会"),
];

const fn office(name: &'static str, own: &'static str) -> Office<'static> {
    Office {
        name,
        own,
        makes_regulations: false,
    }
}

/// One of them.
pub fn any_office(rng: &mut Rng) -> &'static Office<'static> {
    &OFFICES[rng.usize(..OFFICES.len())]
}

/// What the sentences may say about the tables.
pub struct Facts {
    /// New applications, those carried in, answered, carried out.
    pub new: i64,
    pub before: i64,
    pub answered: i64,
    pub after: i64,
    /// The report's year.
    pub year: u16,
}

/// The titles of the five aspects of section one.
pub const ASPECTS: [&str; 5] = [
    "主动公开",
    "依申请公开",
    "政府信息管理",
    "政府信息公开平台建设",
    "监督保障",
];

/// What is said of an aspect, a paragraph.
pub fn aspect(at: usize, own: &str, facts: &Facts, rng: &mut Rng) -> String {
    let year = facts.year;
    let n = rng.u32(3..2400);
    match at {
        0 => pick(
            [
                format!(
                    "{own}把办事指南、收费目录和招考公告放进同一个栏目，全年发布各类信息{n}条，其中通知公告类{}条、行政许可类信息{}条。",
                    n / 3,
                    n / 5
                ),
                format!(
                    "围绕惠农补贴、房屋安全、低保发放三件事，{own}按月更新名单，发布{n}条，回应留言{}条。",
                    n / 7 + 1
                ),
                format!(
                    "{year}年，{own}梳理公开目录，补发历年文件解读{}篇，网站访问量{n}人次，同比增长12.5%。",
                    n % 40 + 1
                ),
                format!(
                    "{own}在政务大厅设查阅点，摆放公报{}册；“一图读懂”发布{}期，累计阅读超过2.3万次。",
                    n % 90 + 2,
                    n % 12 + 1
                ),
            ],
            rng,
        ),
        1 => requests(own, facts, rng),
        2 => pick(
            [
                format!(
                    "{own}起草公文时同步填写公开属性，对标注不公开的逐件说明理由；全年清理失效链接{}处。",
                    n % 60 + 1
                ),
                format!(
                    "完善保密审查登记，历年文件按年份装订，{own}指定两人轮流核对，更正错字{}处。",
                    n % 30 + 1
                ),
                "坚持先审查后公开，涉及个人住址和身份证号的一律遮盖；未发生泄密事件。".to_string(),
            ],
            rng,
        ),
        3 => pick(
            [
                format!(
                    "门户网站改版后把入口减到三层；{own}的公众号推送{n}篇，与网站内容每周比对一次。"
                ),
                format!(
                    "{own}没有单独建网站，所有信息经由上级政府网站的专栏发布，专栏共有{}个子目录。",
                    n % 20 + 3
                ),
                "为不便上网的居民在村口设公示栏，张贴与网上同步；对讲机广播作为补充。".to_string(),
            ],
            rng,
        ),
        _ => pick(
            [
                format!(
                    "{own}召开推进会{}次，培训{}人次，把公开情况列入年终评议；未发生责任追究。",
                    n % 5 + 1,
                    n % 200 + 10
                ),
                "由办公室牵头每季度通报一次更新情况，对超期未更新的科室当面提醒。".to_string(),
                format!(
                    "邀请群众代表座谈，收集意见{}条，已采纳{}条。",
                    n % 30 + 5,
                    n % 5
                ),
            ],
            rng,
        ),
    }
}

/// What is said of applications. It agrees with table three.
fn requests(own: &str, facts: &Facts, rng: &mut Rng) -> String {
    let Facts {
        new,
        before,
        answered,
        after,
        year,
    } = *facts;
    if new + before == 0 {
        return pick(
            [
                format!("{year}年，{own}未收到政府信息公开申请。"),
                format!(
                    "本年度没有收到公民、法人或者其他组织提出的政府信息公开申请，{own}仍安排专人值守受理窗口。"
                ),
            ],
            rng,
        );
    }
    pick(
        [
            format!(
                "{year}年，{own}新收政府信息公开申请{new}件，上年结转{before}件；年内办结{answered}件，结转下年度{after}件。"
            ),
            format!(
                "全年收到政府信息公开申请{new}件，上年度结转{before}件，均按时限办理，共答复{answered}件，结转下一年度{after}件。"
            ),
            format!("{own}修订了受理流程，公布电话、信箱和窗口三种渠道，答复文书由法规科复核。"),
        ],
        rng,
    )
}

/// Sentences below the heading of section five.
pub fn problems(own: &str, facts: &Facts, rng: &mut Rng) -> Vec<String> {
    let next = facts.year + 1;
    let shortcomings = pick(
        [
            format!(
                "{own}的公开工作还有不足：一是解读文字偏多，图表偏少；二是个别栏目更新不及时，最长的一次晚了9天。"
            ),
            "存在的问题：基层信息员流动快，接手的人不熟悉格式；附件上传后没有检查能否打开。"
                .to_string(),
            format!("对照群众期待，{own}主动公开的深度不够，专业词语没有解释，群众读不懂。"),
        ],
        rng,
    );
    let remedies = pick(
        [
            format!("{next}年，将给每份技术性文件附一段通俗说明，附件由第二人打开核对。"),
            "改进措施：编一本随身的操作手册，按季度组织互查，把查出的问题列成清单逐项销号。"
                .to_string(),
            format!("下一步，{own}计划在{next}年上半年完成栏目清理，目标是保留不超过15个栏目。"),
        ],
        rng,
    );
    match rng.u32(..3) {
        0 => vec![format!("{shortcomings}{remedies}")],
        1 => vec![
            "（一）存在的主要问题".to_string(),
            shortcomings,
            "（二）改进情况".to_string(),
            remedies,
        ],
        _ => vec![shortcomings, remedies],
    }
}

/// Sentences below the heading of section six.
pub fn other(own: &str, rng: &mut Rng) -> Vec<String> {
    let fee = pick(
        [
            "本年度未收取政府信息公开信息处理费。".to_string(),
            format!("{own}按照信息处理费管理办法的规定执行，全年没有发生收费。"),
            "无其他需要报告的事项，没有产生信息处理费。".to_string(),
        ],
        rng,
    );
    let more = pick(
        [
            format!(
                "{own}承办人大代表建议{}件、政协委员提案{}件，均已答复并公开。",
                rng.u32(1..30),
                rng.u32(1..20)
            ),
            "落实上级政务公开工作要点，全部任务按期完成。".to_string(),
            format!("12345热线转办{}件，满意率98.6%。", rng.u32(10..900)),
        ],
        rng,
    );
    if rng.bool() {
        vec![fee]
    } else {
        vec![more, fee]
    }
}

/// The paragraph in front of section one.
pub fn preamble(office: &Office<'_>, year: u16, lists: bool, rng: &mut Rng) -> String {
    let name = office.name;
    let period = format!("本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。");
    if lists {
        return pick(
            [
                format!(
                    "本报告由总体情况，主动公开政府信息情况，收到和处理政府信息公开申请情况，行政复议和行政诉讼情况，政府信息公开工作存在的问题及改进措施，其他事项六部分组成。{period}"
                ),
                format!(
                    "根据政府信息公开条例编制。全文包括：一、总体情况；二、主动公开政府信息情况；三、收到和处理政府信息公开申请情况；四、因政府信息公开工作被申请行政复议、提起行政诉讼情况；五、存在的主要问题及改进情况；六、其他需要报告的事项。{period}"
                ),
                format!(
                    "报告共分六个部分：概述、主动公开情况、依申请公开政府信息情况、行政复议及行政诉讼情况、存在不足、其它需要报告的事项。{period}"
                ),
            ],
            rng,
        );
    }
    pick(
        [
            format!(
                "现公布{name}{year}年政府信息公开工作年度报告。{period}如有疑问，请与办公室联系（电话：0000-2345678，邮编：600123）。"
            ),
            format!("{period}电子版可从本机关网站下载，地址：青石路18号。"),
            format!("依照条例第五十条的要求，{name}编写了这份报告。{period}"),
        ],
        rng,
    )
}

/// Lines that a site prints above a page.
pub fn page_top(title: &str, office: &Office<'_>, year: u16, rng: &mut Rng) -> Vec<String> {
    let published = year + 1;
    let mut lines = vec![
        pick(
            [
                "当前位置：首页 > 政府信息公开 > 政府信息公开年报".to_string(),
                "您现在的位置: 首页>法定主动公开内容>年度报告>正文".to_string(),
                "无障碍 长者版 登录 注册 简体 | 繁体".to_string(),
            ],
            rng,
        ),
        format!(
            "索引号：{}/{published}-00{}",
            rng.u32(100_000..999_999),
            rng.u32(10..99)
        ),
    ];
    lines.push(format!(
        "发布机构：{}  发布日期：{published}-01-{:02}",
        office.name,
        rng.u32(3..29)
    ));
    if rng.bool() {
        lines.push(format!("名称：{title}"));
        lines.push("主题分类：政务公开/年度报告 有效性：有效".to_string());
    }
    lines.push(pick(
        [
            "浏览次数： 字号：大 中 小 打印 分享".to_string(),
            format!(
                "时间：{published}-01-{:02} 09:1{}  来源：{}  点击数：{}",
                rng.u32(3..29),
                rng.u32(..9),
                office.name,
                rng.u32(5..900)
            ),
            "【打印】 【关闭】 扫一扫在手机打开当前页".to_string(),
        ],
        rng,
    ));
    lines
}

/// Lines that a site prints below a page.
pub fn page_bottom(office: &Office<'_>, rng: &mut Rng) -> Vec<String> {
    vec![
        pick(
            [
                "相关附件：无".to_string(),
                "上一篇：关于招聘公益性岗位人员的公示".to_string(),
                "责任编辑：办公室 扫一扫分享本页".to_string(),
            ],
            rng,
        ),
        format!(
            "主办：{} 备案号：00ICP备{}号 网站标识码：{}",
            office.name,
            rng.u32(10_000_000..99_999_999),
            rng.u32(1_000_000..9_999_999)
        ),
        "关于我们 | 网站地图 | 联系我们".to_string(),
    ]
}

/// One of several wordings.
pub fn pick<const N: usize>(choices: [String; N], rng: &mut Rng) -> String {
    choices[rng.usize(..N)].clone()
}
