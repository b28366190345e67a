//! Sun: the count of trained specialists, one ray for each of the target, filled when trained.
//!
//! The picture only draws numbers; which people count as trained is the programme's matter, and the words come finished
//! from the caller.

use std::f64::consts::TAU;

use leptos::prelude::*;

/// Largest number of rays that can be told apart; beyond it a ray is more than one specialist.
const MOST_RAYS: u32 = 400;

/// Contents of the sun: two numbers to draw, and the words that say them.
#[derive(Clone, Debug)]
pub struct SunFigure {
    pub trained: u32,
    pub target: u32,
    /// Large figure in the middle, written as the language writes numbers.
    pub number: String,
    /// Line below it, which says that they are trained.
    pub of: String,
    /// Target, or by how much it is passed: three lines that read in order as one sentence.
    pub what: String,
    /// Figure in words, for those who do not see the picture.
    pub title: String,
    /// Description of the picture, for the same readers.
    pub description: String,
}

/// Sun of rays. Its title is found by its id, so a second sun on a page needs another.
#[component]
pub fn Sun(figure: SunFigure, #[prop(default = "sun")] id: &'static str) -> impl IntoView {
    let Counts { rays: count, done, beyond } = Counts::of(figure.trained, figure.target);
    let number_class = if figure.number.chars().count() > 3 { "sun__n sun__n--long" } else { "sun__n" };
    let path =
        |class: &'static str, shape: String| (!shape.is_empty()).then(|| view! { <path class=class d=shape></path> });

    view! {
        <svg class="sun" viewBox="0 0 400 400" role="img" aria-labelledby=format!("{id}-title")
            aria-describedby=format!("{id}-description")>
            <title id=format!("{id}-title")>{figure.title}</title>
            <desc id=format!("{id}-description")>{figure.description}</desc>
            {path("sun__left", rays(done, count, &Lap::left(count)))}
            {path("sun__done", rays(0, done, &Lap::done(count)))}
            {path("sun__done", rays(0, beyond, &Lap::beyond(count)))}
            <text class=number_class x="200" y="202">{figure.number}</text>
            <text class="sun__of" x="200" y="239">{figure.of}</text>
            <text class="sun__what" x="200" y="265">{figure.what}</text>
        </svg>
    }
}

/// Number of rays, of filled ones, and of those in the second lap.
#[derive(Debug, PartialEq, Eq)]
struct Counts {
    rays: u32,
    done: u32,
    beyond: u32,
}

impl Counts {
    fn of(trained: u32, target: u32) -> Self {
        let rays = target.min(MOST_RAYS);
        // Rounded down, so that the circle closes only when the target is reached.
        let drawn = |people: u32| match target {
            0 => 0,
            _ => u32::try_from(u64::from(people.min(target)) * u64::from(rays) / u64::from(target)).unwrap_or(rays),
        };
        Self { rays, done: drawn(trained), beyond: drawn(trained.saturating_sub(target)) }
    }
}

/// Lap round the sun: where its rays begin and end, measured from the middle, and how full they are.
struct Lap {
    rays: u32,
    foot: f64,
    tip: f64,
    /// Reach of every tenth ray, so that tens can be counted.
    tenth_tip: f64,
    /// Distance that a ray's sides bend out, at the share `belly` of its length.
    bend: f64,
    belly: f64,
}

impl Lap {
    fn done(rays: u32) -> Self {
        Self { rays, foot: 121.0, tip: 186.0, tenth_tip: 198.0, bend: bend(4.7, rays), belly: 0.62 }
    }

    fn left(rays: u32) -> Self {
        Self { rays, foot: 127.0, tip: 180.0, tenth_tip: 192.0, bend: bend(2.3, rays), belly: 0.5 }
    }

    fn beyond(rays: u32) -> Self {
        Self { rays, foot: 101.0, tip: 116.0, tenth_tip: 116.0, bend: bend(3.4, rays), belly: 0.55 }
    }
}

/// Bend of the rays: fewer rays are wider, up to where they would swell into petals. The drawing was made for a target
/// of 130.
fn bend(drawn: f64, rays: u32) -> f64 {
    (drawn * 130.0 / f64::from(rays.max(1))).min(12.0)
}

/// Rays from one number up to another, clockwise from the top, as the data of one path.
///
/// A ray is a grain: out along one curve and back along its mirror image. Numbers have one decimal and moves are
/// relative, which halves the bytes of a page whose largest part this is.
fn rays(from: u32, to: u32, lap: &Lap) -> String {
    let mut data = String::new();
    for ray in from..to {
        let (sin, cos) = (TAU * f64::from(ray) / f64::from(lap.rays)).sin_cos();
        // A point so far along the ray and so far to its right, on the page's axes.
        let turn = |along: f64, aside: f64| [aside * cos + along * sin, aside * sin - along * cos];
        let length = if ray % 10 == 0 { lap.tenth_tip } else { lap.tip } - lap.foot;

        step(&mut data, 'M', &turn(lap.foot, 0.0).map(|offset| 200.0 + offset));
        let belly = length * lap.belly;
        for (widest, end) in
            [(turn(belly, lap.bend), turn(length, 0.0)), (turn(belly - length, -lap.bend), turn(-length, 0.0))]
        {
            step(&mut data, 'q', &[widest, end].concat());
        }
        data.push('z');
    }
    data
}

/// Adds a letter of the path and its numbers in the fewest characters: no `0` before the point, no `.0`, and a
/// minus sign needs no space.
fn step(data: &mut String, letter: char, numbers: &[f64]) {
    data.push(letter);
    for (place, number) in numbers.iter().enumerate() {
        let tenths = (number * 10.0).round_ties_even() / 10.0;
        // Adding zero turns minus zero into zero.
        let text = (tenths + 0.0).to_string();
        if place > 0 && tenths >= 0.0 {
            data.push(' ');
        }
        data.push_str(&text.replacen("0.", ".", usize::from(tenths.abs() < 1.0)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(data: &str) -> usize {
        data.matches('M').count()
    }

    #[test]
    fn the_first_ray_of_each_lap_is_the_drawn_one() {
        assert_eq!(rays(0, 1, &Lap::done(130)), "M200 79q4.7-47.7 0-77q-4.7 29.3 0 77z");
        assert_eq!(rays(0, 1, &Lap::left(130)), "M200 73q2.3-32.5 0-65q-2.3 32.5 0 65z");
        assert_eq!(rays(0, 1, &Lap::beyond(130)), "M200 99q3.4-8.2 0-15q-3.4 6.8 0 15z");
    }

    #[test]
    fn rays_go_clockwise_and_every_tenth_is_longer() {
        assert_eq!(rays(1, 2, &Lap::done(130)), "M205.8 79.1q6.6-40 3.1-64.9q-5.9 24.4-3.1 64.9z");
        assert_eq!(rays(10, 11, &Lap::done(130)), "M256.2 92.9q26.3-40.1 35.8-68.2q-17.8 23.7-35.8 68.2z");
        assert_eq!(
            rays(128, 130, &Lap::left(130)),
            "M187.7 73.6q-.3-26.6-5.1-52.8q.3 26.6 5.1 52.8zM193.9 73.1q1-26.6-2.6-52.9q-1 26.6 2.6 52.9z"
        );
    }

    #[test]
    fn each_unit_of_the_target_has_its_ray() {
        for (trained, done, beyond) in [(0, 0, 0), (87, 87, 0), (130, 130, 0), (143, 130, 13), (999, 130, 130)] {
            assert_eq!(Counts::of(trained, 130), Counts { rays: 130, done, beyond });
            assert_eq!(count(&rays(0, done, &Lap::done(130))) + count(&rays(done, 130, &Lap::left(130))), 130);
        }
    }

    #[test]
    fn a_large_target_shares_its_rays_and_closes_only_when_reached() {
        assert_eq!(Counts::of(9_999, 10_000), Counts { rays: 400, done: 399, beyond: 0 });
        assert_eq!(Counts::of(10_000, 10_000), Counts { rays: 400, done: 400, beyond: 0 });
        assert_eq!(Counts::of(u32::MAX, u32::MAX), Counts { rays: 400, done: 400, beyond: 0 });
    }

    #[test]
    fn no_target_draws_no_rays() {
        assert_eq!(Counts::of(5, 0), Counts { rays: 0, done: 0, beyond: 0 });
    }

    #[test]
    fn a_full_sun_is_light() {
        assert!(rays(0, 130, &Lap::done(130)).len() < 6_600);
    }
}
