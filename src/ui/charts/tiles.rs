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
    let steps = steps(tiles.iter().map(|tile| tile.count).max().unwrap_or_default());
    let key = steps
        .iter()
        .enumerate()
        .map(|(step, (from, to))| {
            let words = if from == to { from.to_string() } else { format!("{from}–{to}") };
            view! { <li><i class=format!("q{}", step + 1)></i>{words}</li> }
        })
        .collect_view();
    let tiles = tiles
        .into_iter()
        .map(|tile| {
            let step =
                steps.iter().position(|(from, to)| (*from..=*to).contains(&tile.count)).map_or(0, |step| step + 1);
            let (row, column) = tile.place;
            let city = if tile.is_city { " tile--city" } else { "" };
            view! {
                <a class=format!("tile q{step} c{} w{}{city}", column + 1, row + 1) href=tile.href>
                    <span class="short" aria-hidden="true">{tile.short}</span>
                    <span class="long" aria-hidden="true">{tile.long}</span>
                    <span class="vh">{tile.name}", "{counted.clone()}": "</span>
                    <b>{tile.number}</b>
                </a>
            }
        })
        .collect_view();
    view! {
        <nav class="tiles" aria-label=label>{tiles}</nav>
        <ul class="key" aria-hidden="true"><li><i class="q0"></i>{nobody}</li>{key}</ul>
    }
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
