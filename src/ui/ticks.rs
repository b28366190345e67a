//! Ticks that are counted: seats of a run, steps of an enrollment. The words beside them say the same.

use leptos::prelude::*;

/// Largest number of ticks that can be told apart on a phone; beyond it the line is whole.
const MOST_TICKS: u32 = 60;

/// Seats of a run: taken ones, open offers, and those that are free.
#[component]
pub fn Seats(
    capacity: u32,
    taken: u32,
    /// Seats that are reserved for open offers.
    #[prop(optional)]
    offered: u32,
) -> impl IntoView {
    Ticks::of(capacity, taken, offered).drawn()
}

/// Progress of an enrollment; the words about the present step are its children.
#[component]
pub fn Trail(
    /// Steps that are done.
    done: u32,
    /// Number of all steps.
    of: u32,
    children: Children,
) -> impl IntoView {
    view! { <div class="trail">{Ticks::of(of, done, 1).drawn()}<p>{children()}</p></div> }
}

/// Numbers of ticks, counted from the left: `taken` of them, and up to `offered` those and the next.
#[derive(Debug, PartialEq, Eq)]
struct Ticks {
    all: u32,
    taken: u32,
    offered: u32,
}

impl Ticks {
    fn of(all: u32, taken: u32, offered: u32) -> Self {
        let taken = taken.min(all);
        Self { all, taken, offered: taken.saturating_add(offered).min(all) }
    }

    /// Draws the lines on one another, so that the ticks of all three fall together. Nothing where there is nothing to
    /// count.
    fn drawn(self) -> impl IntoView {
        (self.all > 0).then(|| {
            let offered = (self.offered > self.taken).then(|| self.line("offer", self.offered));
            let taken = (self.taken > 0).then(|| self.line("taken", self.taken));
            view! { <svg class="seats" aria-hidden="true">{self.line("", self.all)}{offered}{taken}</svg> }
        })
    }

    /// Line as long as so many ticks: a tick and its gap are one unit of `pathLength`.
    fn line(&self, class: &'static str, ticks: u32) -> impl IntoView + use<> {
        let class = (!class.is_empty()).then_some(class);
        let dashes = (self.all <= MOST_TICKS).then_some(".78 .22");
        view! {
            <line class=class x1="0" x2=percent(ticks, self.all) y1="6" y2="6" pathLength=ticks
                stroke-dasharray=dashes></line>
        }
    }
}

/// Part of the line with two decimals, without needless ones.
fn percent(part: u32, whole: u32) -> String {
    let hundredths = u64::from(part) * 10_000 / u64::from(whole.max(1));
    match (hundredths / 100, hundredths % 100) {
        (whole, 0) => format!("{whole}%"),
        (whole, rest) => format!("{whole}.{rest:02}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tick_is_a_place() {
        let html = view! { <Seats capacity=24 taken=18 offered=3/> }.to_html();
        for (length, width) in [(24, "100%"), (21, "87.50%"), (18, "75%")] {
            assert!(html.contains(&format!(r#"x2="{width}""#)), "{html}");
            assert!(html.contains(&format!(r#"pathLength="{length}""#)), "{html}");
        }
        assert!(html.find("offer").unwrap() < html.find("taken").unwrap(), "taken places cover the offered ones");
    }

    #[test]
    fn more_people_than_places_fill_the_line_and_no_more() {
        assert_eq!(Ticks::of(20, 23, 4), Ticks { all: 20, taken: 20, offered: 20 });
        assert_eq!(Ticks::of(20, 18, 4), Ticks { all: 20, taken: 18, offered: 20 });
        assert_eq!(Ticks::of(20, 0, u32::MAX), Ticks { all: 20, taken: 0, offered: 20 });
        assert_eq!(view! { <Seats capacity=0 taken=2/> }.to_html().matches("<line").count(), 0);
    }

    #[test]
    fn an_empty_run_and_a_run_without_offers_have_one_line_less() {
        let lines = |taken, offered| view! { <Seats capacity=20 taken offered/> }.to_html().matches("<line").count();
        assert_eq!((lines(0, 0), lines(5, 0), lines(0, 2), lines(5, 2)), (1, 2, 2, 3));
    }

    #[test]
    fn very_many_places_are_a_whole_line() {
        let dashes = |capacity| view! { <Seats capacity taken=1/> }.to_html().contains("dasharray");
        assert!(dashes(MOST_TICKS) && !dashes(MOST_TICKS + 1));
    }

    #[test]
    fn the_present_step_stands_out_until_the_last_is_done() {
        let offers = |done| view! { <Trail done of=4>"x"</Trail> }.to_html().matches("offer").count();
        assert_eq!((offers(0), offers(3), offers(4)), (1, 1, 0));
    }
}
