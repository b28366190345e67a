//! Tile map: one square for each region, about where it lies.

use leptos::prelude::*;

/// Tile of a region.
#[derive(Clone, Debug)]
pub struct Tile {
    pub name: String,
    /// Short name of three or four letters for a small tile; the table has the name.
    pub short: String,
    /// Name that a tile has room for where the map is wide.
    pub long: String,
    pub count: u32,
    pub number: String,
    pub href: String,
    /// Row and column, from zero.
    pub place: (u8, u8),
    pub is_city: bool,
    /// Need, and its words behind the number.
    pub need: Option<(u32, String)>,
}

/// Largest number of steps of colour.
const MOST_STEPS: u64 = 5;

/// Map and its key. A region with nobody is a hatched tile: a gap is shown, not hidden.
#[component]
pub fn TileMap(
    label: String,
    /// Words for what is counted, behind a region's name.
    counted: String,
    /// Key's word for nobody.
    nobody: String,
    tiles: Vec<Tile>,
) -> impl IntoView {
    let has_need = tiles.iter().any(|tile| tile.need.is_some());
    let steps = steps(tiles.iter().map(|tile| tile.count).max().unwrap_or_default());
    let key: Vec<(usize, String)> = if has_need {
        MET_FROM.iter().zip(1..).map(|(from, step)| (step, format!("{from}\u{a0}%"))).collect()
    } else {
        let words = |(from, to): &(u32, u32)| if from == to { from.to_string() } else { format!("{from}–{to}") };
        steps.iter().zip(1..).map(|(span, step)| (step, words(span))).collect()
    };
    let key = key.into_iter().map(|(step, words)| view! { <li><i class=format!("q{step}")></i>{words}</li> });
    let key = key.collect_view();
    let tiles = tiles
        .into_iter()
        .map(|tile| {
            let by_count =
                steps.iter().position(|(from, to)| (*from..=*to).contains(&tile.count)).map_or(0, |step| step + 1);
            let step = match &tile.need {
                Some((need, _)) => step_of_need(tile.count, *need),
                // beside others with a need, one without stays pale
                None if has_need => usize::from(tile.count > 0),
                None => by_count,
            };
            let need = tile.need.map(|(_, words)| view! { <small>{words}</small> });
            let (row, column) = tile.place;
            let city = if tile.is_city { " tile--city" } else { "" };
            view! {
                <a class=format!("tile q{step} c{} w{}{city}", column + 1, row + 1) href=tile.href>
                    <span class="short" aria-hidden="true">{tile.short}</span>
                    <span class="long" aria-hidden="true">{tile.long}</span>
                    <span class="vh">{tile.name}", "{counted.clone()}": "</span>
                    <b>{tile.number}</b>
                    {need}
                </a>
            }
        })
        .collect_view();
    view! {
        <nav class="tiles" aria-label=label>{tiles}</nav>
        <ul class="key" aria-hidden="true"><li><i class="q0"></i>{nobody}</li>{key}</ul>
    }
}

/// Parts of a need, in per cent, from which a colour holds.
const MET_FROM: [u64; 5] = [0, 40, 60, 80, 100];

/// Step of colour of a count beside its need; nought is for nobody.
fn step_of_need(count: u32, need: u32) -> usize {
    if count == 0 && need > 0 {
        return 0;
    }
    let met = if need == 0 { 100 } else { u64::from(count) * 100 / u64::from(need) };
    MET_FROM.iter().filter(|from| met >= **from).count()
}

/// Steps of about the same width up to the largest count, each with its least and its largest.
fn steps(most: u32) -> Vec<(u32, u32)> {
    let mut from = 1;
    (1..=MOST_STEPS)
        .filter_map(|step| {
            let to = u32::try_from((u64::from(most) * step).div_ceil(MOST_STEPS)).unwrap_or(most);
            let next = (to >= from).then_some((from, to))?;
            from = to + 1;
            Some(next)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_colour_says_how_much_of_the_need_is_met() {
        let step = |count, need| step_of_need(count, need);
        assert_eq!(
            [step(0, 3), step(1, 3), step(2, 4), step(3, 4), step(9, 10), step(3, 3), step(4, 3), step(0, 0)],
            [0, 1, 2, 3, 4, 5, 5, 5]
        );
    }

    #[test]
    fn steps_cover_every_count_once() {
        assert_eq!(steps(0), []);
        assert_eq!(steps(1), [(1, 1)]);
        assert_eq!(steps(3), [(1, 1), (2, 2), (3, 3)]);
        assert_eq!(steps(17), [(1, 4), (5, 7), (8, 11), (12, 14), (15, 17)]);
        for most in 1..200 {
            let covered: Vec<u32> = steps(most).into_iter().flat_map(|(from, to)| from..=to).collect();
            assert_eq!(covered, (1..=most).collect::<Vec<_>>());
        }
    }
}
