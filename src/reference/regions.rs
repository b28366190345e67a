//! Regions of Kazakhstan: the 17 regions and 3 cities of the republican level.
//!
//! Codes: ISO 3166-2:KZ as of 29 November 2022. Tiles: a 5 by 7 grid in the order of the real map (docs/decisions). The
//! order is that of official statistics, cities last.

use chrono::NaiveDate;

use crate::ground::text::Fixed;

/// Region of Kazakhstan for lists, for the tile map and for addresses.
#[derive(Debug, PartialEq, Eq)]
pub struct Region {
    /// ISO 3166-2, such as `KZ-71`.
    pub code: &'static str,
    pub name: Fixed,
    /// Short name of three or four letters, for a tile that has no room for more.
    pub short: Fixed,
    /// Name as people say it, for a tile that has room for it.
    pub on_tile: Fixed,
    pub is_city: bool,
    /// Row and column on the tile map, from zero.
    pub tile: (u8, u8),
    /// Day on which the region came into being, where that is later than the republic.
    pub since: Option<NaiveDate>,
    /// Letter code that ISO used before.
    pub former_code: Option<&'static str>,
    /// Names that people also write for the region.
    pub also_written: &'static [&'static str],
}

/// Region with this ISO code.
pub fn region(code: &str) -> Option<&'static Region> {
    REGIONS.iter().find(|region| region.code == code)
}

/// Day on which three of the regions were founded: 8 June 2022.
const YEAR_2022: Option<NaiveDate> = NaiveDate::from_ymd_opt(2022, 6, 8);

pub static REGIONS: [Region; 20] = [
    Region {
        code: "KZ-10",
        name: Fixed { kk: "Абай облысы", ru: "область Абай", en: "Abai Region" },
        short: Fixed { kk: "Абай", ru: "Абай", en: "ABA" },
        on_tile: Fixed { kk: "Абай", ru: "Абай", en: "Abai" },
        is_city: false,
        tile: (2, 5),
        since: YEAR_2022,
        former_code: None,
        also_written: &["Абайская область"],
    },
    Region {
        code: "KZ-11",
        name: Fixed {
            kk: "Ақмола облысы", ru: "Акмолинская область", en: "Akmola Region"
        },
        short: Fixed { kk: "Ақм", ru: "Акм", en: "AKM" },
        on_tile: Fixed { kk: "Ақмола", ru: "Акмола", en: "Akmola" },
        is_city: false,
        tile: (1, 3),
        since: None,
        former_code: Some("KZ-AKM"),
        also_written: &[],
    },
    Region {
        code: "KZ-15",
        name: Fixed {
            kk: "Ақтөбе облысы", ru: "Актюбинская область", en: "Aktobe Region"
        },
        short: Fixed { kk: "Ақт", ru: "Акт", en: "AKT" },
        on_tile: Fixed { kk: "Ақтөбе", ru: "Актобе", en: "Aktobe" },
        is_city: false,
        tile: (2, 1),
        since: None,
        former_code: Some("KZ-AKT"),
        also_written: &[],
    },
    Region {
        code: "KZ-19",
        name: Fixed {
            kk: "Алматы облысы", ru: "Алматинская область", en: "Almaty Region"
        },
        short: Fixed { kk: "АлмО", ru: "АлмО", en: "ALM" },
        on_tile: Fixed { kk: "Алматы обл.", ru: "Алматы обл.", en: "Almaty Reg." },
        is_city: false,
        tile: (4, 4),
        since: None,
        former_code: Some("KZ-ALM"),
        also_written: &[],
    },
    Region {
        code: "KZ-23",
        name: Fixed { kk: "Атырау облысы", ru: "Атырауская область", en: "Atyrau Region" },
        short: Fixed { kk: "Атр", ru: "Атр", en: "ATY" },
        on_tile: Fixed { kk: "Атырау", ru: "Атырау", en: "Atyrau" },
        is_city: false,
        tile: (2, 0),
        since: None,
        former_code: Some("KZ-ATY"),
        also_written: &[],
    },
    Region {
        code: "KZ-27",
        name: Fixed {
            kk: "Батыс Қазақстан облысы", ru: "Западно-Казахстанская область", en: "West Kazakhstan Region"
        },
        short: Fixed { kk: "БҚО", ru: "ЗКО", en: "WKZ" },
        on_tile: Fixed { kk: "БҚО", ru: "ЗКО", en: "West Kaz." },
        is_city: false,
        tile: (1, 0),
        since: None,
        former_code: Some("KZ-ZAP"),
        also_written: &["ЗКО", "БҚО"],
    },
    Region {
        code: "KZ-31",
        name: Fixed {
            kk: "Жамбыл облысы", ru: "Жамбылская область", en: "Zhambyl Region"
        },
        short: Fixed { kk: "Жмб", ru: "Жмб", en: "ZHA" },
        on_tile: Fixed { kk: "Жамбыл", ru: "Жамбыл", en: "Zhambyl" },
        is_city: false,
        tile: (3, 4),
        since: None,
        former_code: Some("KZ-ZHA"),
        also_written: &["Jambyl Region"],
    },
    Region {
        code: "KZ-33",
        name: Fixed { kk: "Жетісу облысы", ru: "область Жетісу", en: "Zhetisu Region" },
        short: Fixed { kk: "Жет", ru: "Жет", en: "ZHE" },
        on_tile: Fixed { kk: "Жетісу", ru: "Жетісу", en: "Zhetisu" },
        is_city: false,
        tile: (3, 5),
        since: YEAR_2022,
        former_code: None,
        also_written: &["Жетысуская область", "Jetisu Region"],
    },
    Region {
        code: "KZ-35",
        name: Fixed {
            kk: "Қарағанды облысы", ru: "Карагандинская область", en: "Karaganda Region"
        },
        short: Fixed { kk: "Қар", ru: "Кар", en: "KAR" },
        on_tile: Fixed { kk: "Қарағанды", ru: "Караганда", en: "Karaganda" },
        is_city: false,
        tile: (2, 4),
        since: None,
        former_code: Some("KZ-KAR"),
        also_written: &["Qaragandy Region"],
    },
    Region {
        code: "KZ-39",
        name: Fixed {
            kk: "Қостанай облысы", ru: "Костанайская область", en: "Kostanay Region"
        },
        short: Fixed { kk: "Қос", ru: "Кос", en: "KOS" },
        on_tile: Fixed { kk: "Қостанай", ru: "Костанай", en: "Kostanay" },
        is_city: false,
        tile: (1, 2),
        since: None,
        former_code: Some("KZ-KUS"),
        also_written: &[],
    },
    Region {
        code: "KZ-43",
        name: Fixed {
            kk: "Қызылорда облысы", ru: "Кызылординская область", en: "Kyzylorda Region"
        },
        short: Fixed { kk: "Қыз", ru: "Кыз", en: "KYZ" },
        on_tile: Fixed { kk: "Қызылорда", ru: "Кызылорда", en: "Kyzylorda" },
        is_city: false,
        tile: (3, 2),
        since: None,
        former_code: Some("KZ-KZY"),
        also_written: &[],
    },
    Region {
        code: "KZ-47",
        name: Fixed {
            kk: "Маңғыстау облысы", ru: "Мангистауская область", en: "Mangystau Region"
        },
        short: Fixed { kk: "Маң", ru: "Ман", en: "MAN" },
        on_tile: Fixed { kk: "Маңғыстау", ru: "Мангистау", en: "Mangystau" },
        is_city: false,
        tile: (3, 0),
        since: None,
        former_code: Some("KZ-MAN"),
        also_written: &[],
    },
    Region {
        code: "KZ-55",
        name: Fixed {
            kk: "Павлодар облысы", ru: "Павлодарская область", en: "Pavlodar Region"
        },
        short: Fixed { kk: "Пав", ru: "Пав", en: "PAV" },
        on_tile: Fixed { kk: "Павлодар", ru: "Павлодар", en: "Pavlodar" },
        is_city: false,
        tile: (1, 4),
        since: None,
        former_code: Some("KZ-PAV"),
        also_written: &[],
    },
    Region {
        code: "KZ-59",
        name: Fixed {
            kk: "Солтүстік Қазақстан облысы",
            ru: "Северо-Казахстанская область",
            en: "North Kazakhstan Region",
        },
        short: Fixed { kk: "СҚО", ru: "СКО", en: "NKZ" },
        on_tile: Fixed { kk: "СҚО", ru: "СКО", en: "North Kaz." },
        is_city: false,
        tile: (0, 3),
        since: None,
        former_code: Some("KZ-SEV"),
        also_written: &["СКО", "СҚО"],
    },
    Region {
        code: "KZ-61",
        name: Fixed {
            kk: "Түркістан облысы", ru: "Туркестанская область", en: "Turkistan Region"
        },
        short: Fixed { kk: "Түр", ru: "Тур", en: "TUR" },
        on_tile: Fixed { kk: "Түркістан", ru: "Туркестан", en: "Turkistan" },
        is_city: false,
        tile: (3, 3),
        since: None,
        former_code: Some("KZ-YUZ"),
        also_written: &["Туркестан"],
    },
    Region {
        code: "KZ-62",
        name: Fixed { kk: "Ұлытау облысы", ru: "область Ұлытау", en: "Ulytau Region" },
        short: Fixed { kk: "Ұлы", ru: "Улы", en: "ULY" },
        on_tile: Fixed { kk: "Ұлытау", ru: "Улытау", en: "Ulytau" },
        is_city: false,
        tile: (2, 2),
        since: YEAR_2022,
        former_code: None,
        also_written: &["Улытауская область"],
    },
    Region {
        code: "KZ-63",
        name: Fixed {
            kk: "Шығыс Қазақстан облысы",
            ru: "Восточно-Казахстанская область",
            en: "East Kazakhstan Region",
        },
        short: Fixed { kk: "ШҚО", ru: "ВКО", en: "EKZ" },
        on_tile: Fixed { kk: "ШҚО", ru: "ВКО", en: "East Kaz." },
        is_city: false,
        tile: (2, 6),
        since: None,
        former_code: Some("KZ-VOS"),
        also_written: &["ВКО", "ШҚО"],
    },
    Region {
        code: "KZ-71",
        name: Fixed { kk: "Астана қаласы", ru: "город Астана", en: "Astana" },
        short: Fixed { kk: "Аст", ru: "Аст", en: "AST" },
        on_tile: Fixed { kk: "Астана", ru: "Астана", en: "Astana" },
        is_city: true,
        tile: (2, 3),
        since: None,
        former_code: Some("KZ-AST"),
        also_written: &["Nur-Sultan (2019-2022)", "Нур-Султан", "Нұр-Сұлтан", "г. Астана", "Астана қ."],
    },
    Region {
        code: "KZ-75",
        name: Fixed { kk: "Алматы қаласы", ru: "город Алматы", en: "Almaty" },
        short: Fixed { kk: "Алм", ru: "Алм", en: "ALA" },
        on_tile: Fixed { kk: "Алматы", ru: "Алматы", en: "Almaty" },
        is_city: true,
        tile: (4, 5),
        since: None,
        former_code: Some("KZ-ALA"),
        also_written: &["г. Алматы", "Алматы қ."],
    },
    Region {
        code: "KZ-79",
        name: Fixed { kk: "Шымкент қаласы", ru: "город Шымкент", en: "Shymkent" },
        short: Fixed { kk: "Шым", ru: "Шым", en: "SHY" },
        on_tile: Fixed { kk: "Шымкент", ru: "Шымкент", en: "Shymkent" },
        is_city: true,
        tile: (4, 3),
        since: None,
        former_code: Some("KZ-SHY"),
        also_written: &["г. Шымкент", "Шымкент қ."],
    },
];
