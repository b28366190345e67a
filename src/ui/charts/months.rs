//! Columns for the months, the line of their sum, and the target.

use leptos::prelude::*;

use super::percent;

/// Month of the chart, the earliest first.
#[derive(Clone, Debug)]
pub struct Month {
    /// Name on the axis, short, without the year.
    pub short: String,
    pub year: String,
    /// Number in the month; `None` where the month lies in the future.
    pub count: Option<u32>,
    pub number: String,
    /// Sums that are expected by the end of a month that lies in the future.
    pub expected: Option<Expected>,
    /// Number of planned runs that end in it.
    pub planned: u32,
}

/// Expected sum: its band and its middle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected {
    pub low: u32,
    pub middle: u32,
    pub high: u32,
}

/// Line to reach.
#[derive(Clone, Debug)]
pub struct Target {
    pub count: u32,
    pub words: String,
}

/// Largest number of months that have room for their numbers on a phone.
const ROOM_ON_A_PHONE: usize = 8;
/// Largest number of months that have it on a wide screen; beyond that only the table has the numbers.
const ROOM: usize = 18;

/// Picture of the chart. Its numbers are links in the table below it.
#[component]
pub fn MonthChart(
    /// Sentence that says what it shows.
    sentence: String,
    months: Vec<Month>,
    target: Option<Target>,
    /// Sum at the end of the line, as it is written.
    total: String,
    /// Words at the end of the forecast.
    #[prop(optional_no_strip)]
    expected: Option<String>,
) -> impl IntoView {
    let drawing = Drawing::of(&months, target.as_ref().map(|target| target.count));
    let grid = drawing
        .marks
        .iter()
        .map(|mark| view! { <line class="grid-line" x1="0" x2="100" y1=mark.y.clone() y2=mark.y.clone()></line> })
        .collect_view();
    let target_line = drawing.target.clone().map(|y| {
        view! { <line class="target-line" x1="0" x2="100" y1=y.clone() y2=y></line> }
    });
    let columns = drawing
        .columns
        .iter()
        .map(|Column { x, y, width, height, .. }| {
            view! { <rect class="column" x=x.clone() y=y.clone() width=width.clone() height=height.clone()></rect> }
        })
        .collect_view();
    let band = drawing.band.clone().map(|(band, middle)| {
        view! { <path class="band" d=band></path><path class="forecast" d=middle></path> }
    });
    let planned = drawing.planned.iter().map(|x| {
        view! { <path class="run-tick" d=format!("M{x} 100V95")></path> }
    });
    let planned = planned.collect_view();
    let expected = expected.zip(drawing.expected_end.clone()).map(|(words, (x, y))| {
        // beyond the middle, words grow to the left
        view! { <text class="strong end halo" x=format!("{x}%") y=format!("{y}%") dy="-10">{words}</text> }
    });
    let line = (!drawing.line.is_empty()).then(|| view! { <path class="done-line" d=drawing.line.clone()></path> });
    let dot = drawing.end.clone().map(|(x, y)| view! { <path class="dot" d=format!("M{x} {y}h0")></path> });
    let numbers_class = match months.len() {
        count if count <= ROOM_ON_A_PHONE => Some("mid halo"),
        count if count <= ROOM => Some("mid halo roomy"),
        _ => None,
    };
    let numbers = numbers_class.map(|class| {
        months
            .iter()
            .zip(&drawing.columns)
            .filter(|(_, column)| column.has_room)
            .map(|(month, column)| {
                let (x, y) = (format!("{}%", column.middle), format!("{}%", column.y));
                view! { <text class=class x=x y=y dy="-6">{month.number.clone()}</text> }
            })
            .collect_view()
    });
    let marks = drawing
        .marks
        .iter()
        .filter(|mark| mark.has_room)
        .map(|mark| view! { <text class="halo" x="0%" y=format!("{}%", mark.y) dy="-5">{mark.count}</text> })
        .collect_view();
    let target_words = target.zip(drawing.target).map(|(target, y)| {
        view! { <text class="strong halo" x="0%" y=format!("{y}%") dy="-7">{target.words}</text> }
    });
    let end = drawing.end.map(|(x, y)| {
        view! { <text class="strong mid halo" x=format!("{x}%") y=format!("{y}%") dy="-12">{total}</text> }
    });
    let axis = [("roomy", 6), ("tight", 3)].map(|(room, most)| {
        axis(&months, most)
            .into_iter()
            .enumerate()
            .map(|(place, (x, words))| {
                // the first would hang over the edge
                let (x, anchor) = if place == 0 { ("0".to_owned(), "") } else { (x, " mid") };
                view! { <text class=format!("{room}{anchor}") x=format!("{x}%") y="100%" dy="20">{words}</text> }
            })
            .collect_view()
    });
    view! {
        <svg class="plot" role="img" aria-label=sentence>
            <svg viewBox="0 0 100 100" width="100%" height="100%" preserveAspectRatio="none">
                {grid}{band}{columns}{planned}{target_line}{line}{dot}
            </svg>
            <g aria-hidden="true">{marks}{target_words}{numbers}{end}{expected}{axis}</g>
        </svg>
    }
}

/// Positions in the drawing, in per cent from the left and from the top.
#[derive(Debug, PartialEq, Eq)]
struct Drawing {
    marks: Vec<Mark>,
    columns: Vec<Column>,
    line: String,
    /// Last point of the line.
    end: Option<(String, String)>,
    /// Outline of the band, and the line of its middle.
    band: Option<(String, String)>,
    /// Last point of the upper edge of the band.
    expected_end: Option<(String, String)>,
    /// Places of the planned runs on the axis.
    planned: Vec<String>,
    target: Option<String>,
}

/// Line of the grid.
#[derive(Debug, PartialEq, Eq)]
struct Mark {
    count: u64,
    y: String,
    /// True if its number is clear of the target's words.
    has_room: bool,
}

#[derive(Debug, PartialEq, Eq)]
struct Column {
    x: String,
    middle: String,
    width: String,
    y: String,
    height: String,
    /// True if its number is clear of the sum at the end of the line.
    has_room: bool,
}

impl Drawing {
    fn of(months: &[Month], target: Option<u32>) -> Self {
        let counts: Vec<u64> = months.iter().map_while(|month| month.count.map(u64::from)).collect();
        let total: u64 = counts.iter().sum();
        let target = target.map(u64::from);
        let highest = months.iter().filter_map(|month| month.expected).map(|expected| u64::from(expected.high)).max();
        let (step, top) = scale(total.max(target.unwrap_or_default()).max(highest.unwrap_or_default()));
        let down = |count: u64| percent(top.saturating_sub(count), top);
        // a month is ten units wide: two of gap, six of column, two of gap
        let width = months.len() as u64 * 10;
        let last = (counts.len() as u64).saturating_sub(1);
        let columns = counts
            .iter()
            .zip(0..)
            .map(|(count, place): (&u64, u64)| Column {
                has_room: *count > 0 && (place < last || (total - count) * 8 > top),
                x: percent(place * 10 + 2, width),
                middle: percent(place * 10 + 5, width),
                width: percent(6, width),
                y: down(*count),
                height: percent(*count, top),
            })
            .collect::<Vec<_>>();
        let mut sum = 0;
        let points: Vec<(String, String)> = counts
            .iter()
            .zip(&columns)
            .map(|(count, column)| {
                sum += count;
                (column.middle.clone(), down(sum))
            })
            .collect();
        let (band, expected_end) = band(months, points.last(), &down);
        let planned = months.iter().zip(0..).flat_map(|(month, place): (&Month, u64)| {
            // side by side within their month
            (0..u64::from(month.planned.min(5))).map(move |nth| percent(place * 10 + 2 + nth * 2, width))
        });
        let line =
            points.iter().enumerate().map(|(place, (x, y))| format!("{}{x} {y}", if place == 0 { 'M' } else { 'L' }));
        Self {
            marks: (0..top / step)
                .map(|mark| mark * step)
                .map(|count| Mark {
                    count,
                    y: down(count),
                    has_room: count > 0 && target.is_none_or(|target| count.abs_diff(target) * 12 > top),
                })
                .collect(),
            line: line.collect(),
            band,
            expected_end,
            planned: planned.collect(),
            end: points.last().cloned(),
            columns,
            target: target.map(down),
        }
    }
}

/// Point in the drawing, from the left and from the top.
type Point = (String, String);

/// Outline of the expected sums with the line of their middle, from the last point of what is known; and where the upper
/// edge ends.
fn band(
    months: &[Month],
    from: Option<&Point>,
    down: &impl Fn(u64) -> String,
) -> (Option<(String, String)>, Option<Point>) {
    let width = months.len() as u64 * 10;
    let ahead: Vec<(String, Expected)> = months
        .iter()
        .zip(0..)
        .filter_map(|(month, place): (&Month, u64)| Some((percent(place * 10 + 5, width), month.expected?)))
        .collect();
    let Some(((x, y), (end, last))) = from.zip(ahead.last()) else { return (None, None) };
    let edge = |of: fn(&Expected) -> u32| ahead.iter().map(move |(x, sums)| (x.clone(), u64::from(of(sums))));
    let line = |(x, sum): (String, u64)| format!("L{x} {}", down(sum));
    let upper: String = edge(|sums| sums.high).map(line).collect();
    let lower: Vec<String> = edge(|sums| sums.low).map(line).collect();
    let lower: String = lower.into_iter().rev().collect();
    let middle: String = edge(|sums| sums.middle).map(line).collect();
    let outline = format!("M{x} {y}{upper}{lower}z");
    (Some((outline, format!("M{x} {y}{middle}"))), Some((end.clone(), down(last.high.into()))))
}

/// Step of the grid and top of the scale: a round step of which three or more fit, and room above.
fn scale(most: u64) -> (u64, u64) {
    let mut step = 1;
    for factor in [2, 5, 10].iter().cycle() {
        if most / step < 4 {
            break;
        }
        let decade = 10_u64.pow(step.ilog10());
        step = decade * factor;
    }
    let top = (most + most / 12 + 1).div_ceil(step) * step;
    (step, top)
}

/// Names below the axis, so many that they fit; the year where it is new.
fn axis(months: &[Month], most: usize) -> Vec<(String, String)> {
    let every = [1, 2, 3, 6, 12, 24].into_iter().find(|every| months.len().div_ceil(*every) <= most).unwrap_or(60);
    let mut year = "";
    months
        .iter()
        .enumerate()
        .step_by(every)
        .map(|(place, month)| {
            let words =
                if month.year == year { month.short.clone() } else { format!("{} {}", month.short, month.year) };
            year = &month.year;
            (percent(place as u64 * 10 + 5, months.len() as u64 * 10), words)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months(counts: &[Option<u32>]) -> Vec<Month> {
        let month = |(place, count): (usize, &Option<u32>)| Month {
            short: format!("m{}", place % 12 + 1),
            year: (2022 + place / 12).to_string(),
            count: *count,
            number: count.unwrap_or_default().to_string(),
            expected: None,
            planned: 0,
        };
        counts.iter().enumerate().map(month).collect()
    }

    #[test]
    fn columns_stand_on_the_ground_and_the_line_sums_them() {
        let drawing = Drawing::of(&months(&[Some(25), Some(0), Some(65), None]), Some(130));

        assert_eq!(drawing.columns.iter().map(|column| column.has_room).collect::<Vec<_>>(), [true, false, true]);
        assert_eq!((drawing.columns[0].y.as_str(), drawing.columns[0].height.as_str()), ("83.33", "16.66"));
        assert_eq!((drawing.columns[1].y.as_str(), drawing.columns[1].height.as_str()), ("100.00", "0.00"));
        assert_eq!(drawing.line, "M12.50 83.33L37.50 83.33L62.50 40.00");
        assert_eq!(drawing.end, Some(("62.50".to_owned(), "40.00".to_owned())));
        assert_eq!(drawing.target.as_deref(), Some("13.33"));
    }

    #[test]
    fn the_band_goes_on_from_the_line_and_fits_below_the_top() {
        let mut months = months(&[Some(40), None, None]);
        months[1].expected = Some(Expected { low: 50, middle: 60, high: 70 });
        months[2].expected = Some(Expected { low: 60, middle: 80, high: 150 });
        months[2].planned = 2;
        let drawing = Drawing::of(&months, Some(130));
        let (outline, middle) = drawing.band.unwrap();
        assert!(outline.starts_with("M16.66 80.00L50.00 65.00") && outline.ends_with('z'), "{outline}");
        assert_eq!(middle, "M16.66 80.00L50.00 70.00L83.33 60.00");
        assert_eq!(drawing.expected_end, Some(("83.33".to_owned(), "25.00".to_owned())));
        assert_eq!(drawing.planned, ["73.33", "80.00"]);
    }

    #[test]
    fn the_scale_is_round_and_leaves_room_above() {
        assert_eq!(scale(130), (50, 150));
        assert_eq!(scale(0), (1, 1));
        assert_eq!(scale(17), (5, 20));
        assert_eq!(scale(10_000), (5_000, 15_000));
        for most in 0..3_000 {
            let (step, top) = scale(most);
            assert!(top > most && top / step <= 6, "{most}: {step}, {top}");
        }
    }

    #[test]
    fn a_number_of_the_grid_makes_way_for_the_target() {
        let with_room = |target| {
            let drawing = Drawing::of(&months(&[Some(10)]), Some(target));
            drawing.marks.iter().filter(|mark| mark.has_room).map(|mark| mark.count).collect::<Vec<_>>()
        };
        assert_eq!(with_room(130), [50, 100]);
        assert_eq!(with_room(100), [50]);
    }

    #[test]
    fn nobody_yet_and_no_months_draw_no_line_to_nowhere() {
        assert_eq!(Drawing::of(&months(&[None, None]), Some(130)).line, "");
        assert_eq!(Drawing::of(&[], None).end, None);
    }

    #[test]
    fn names_are_few_enough_and_say_the_year_where_it_is_new() {
        let names = |count: usize, most| {
            axis(&months(&vec![None; count]), most).into_iter().map(|(_, words)| words).collect::<Vec<_>>()
        };
        assert_eq!(names(3, 6), ["m1 2022", "m2", "m3"]);
        assert_eq!(names(14, 6), ["m1 2022", "m4", "m7", "m10", "m1 2023"]);
        assert_eq!(names(14, 3), ["m1 2022", "m7", "m1 2023"]);
        assert!(names(300, 6).len() <= 6);
    }
}
