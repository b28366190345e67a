//! Markup of a field for a browser and a screen reader.

use leptos::prelude::*;

use super::*;

const L: Locale = Locale::En;

fn label() -> String {
    "Label".to_owned()
}

fn answers() -> Vec<(String, String)> {
    [("f", "Women"), ("m", "Men")].map(|(value, words)| (value.to_owned(), words.to_owned())).to_vec()
}

/// Ids that describe the input; fails unless each of them is on the page once.
fn described(html: &str) -> Vec<&str> {
    let ids: Vec<&str> = html
        .split_once(r#"aria-describedby=""#)
        .and_then(|(_, rest)| rest.split_once('"'))
        .map(|(ids, _)| ids.split(' ').collect())
        .unwrap_or_default();
    for id in &ids {
        assert_eq!(html.matches(&format!(r#"id="{id}""#)).count(), 1, "{id} in {html}");
    }
    ids
}

#[test]
fn a_hint_and_an_error_describe_the_input_in_this_order() {
    let html = |hint: bool, problem| {
        if hint {
            view! { <TextField locale=L name="iin" label=label() value="" problem hint="12 digits".to_owned()/> }
                .to_html()
        } else {
            view! { <TextField locale=L name="iin" label=label() value="" problem/> }.to_html()
        }
    };
    let wrong = Some(Problem::IinShape);
    assert_eq!(described(&html(true, wrong)), ["iin-hint", "iin-error"]);
    assert_eq!(described(&html(true, None)), ["iin-hint"]);
    assert_eq!(described(&html(false, wrong)), ["iin-error"]);
    assert!(described(&html(false, None)).is_empty());
}

#[test]
fn every_kind_of_field_ties_its_error_to_what_is_wrong() {
    let problem = Some(Problem::Required);
    let fields = [
        view! { <TextField locale=L name="x" label=label() value="" problem/> }.to_html(),
        view! { <PasswordField locale=L name="x" label=label() problem autocomplete="new-password"/> }.to_html(),
        view! { <BirthDayField locale=L name="x" label=label() value="" problem/> }.to_html(),
        view! { <DayField locale=L name="x" label=label() value="" problem/> }.to_html(),
        view! { <SelectField locale=L name="x" label=label() options=answers() chosen="f" problem/> }.to_html(),
        view! { <ChoiceField locale=L name="x" label=label() options=answers() chosen="" problem/> }.to_html(),
        view! { <TickField locale=L name="x" label=label() ticked=false problem/> }.to_html(),
    ];
    for html in &fields {
        assert_eq!(described(html), ["x-error"], "{html}");
        assert_eq!(html.matches(r#"aria-invalid="true""#).count(), 1, "{html}");
        assert!(html.contains("field--bad"), "{html}");
        // the summary of errors leads here
        assert_eq!(html.matches(r#" id="x""#).count(), 1, "{html}");
    }
    // a group of boxes cannot be invalid for a screen reader, but it is described
    let html =
        view! { <TicksField locale=L name="x" label=label() options=answers() chosen=vec![] problem/> }.to_html();
    assert_eq!((described(&html), html.contains("aria-invalid")), (vec!["x-error"], false));
}

#[test]
fn what_was_typed_stays_inside_its_attribute() {
    let typed = r#""><script>alert(1)</script>"#;
    for html in [
        view! { <TextField locale=L name="x" label=label() value=typed problem=None/> }.to_html(),
        view! { <CodeField locale=L value=typed problem=None/> }.to_html(),
        view! { <SelectField locale=L name="x" label=label() options=answers() chosen=typed problem=None/> }.to_html(),
    ] {
        assert!(html.contains("&quot;&gt;") || html.contains("&quot;>"), "{html}");
        assert!(!html.contains(r#""><script"#), "{html}");
    }
}

#[test]
fn a_password_field_has_no_value() {
    let html = view! {
        <PasswordField locale=L name="password" label=label() problem=None autocomplete="current-password"/>
    }
    .to_html();
    assert!(html.contains(r#"autocomplete="current-password""#) && !html.contains("value"), "{html}");
}

#[test]
fn only_the_chosen_answer_is_checked() {
    let checked = |chosen: &str| {
        let html = view! { <ChoiceField locale=L name="sex" label=label() options=answers() chosen problem=None/> };
        let html = html.to_html();
        let inputs = html.split("<input").skip(1).map(|input| input.split('>').next().unwrap_or_default());
        inputs.map(|input| input.contains("checked")).collect::<Vec<_>>()
    };
    assert_eq!((checked(""), checked("m")), (vec![false, false], vec![false, true]));
}

#[test]
fn a_list_begins_with_its_empty_choice_and_keeps_what_it_does_not_have() {
    let values = |chosen: &str| {
        let html = view! {
            <SelectField locale=L name="x" label=label() options=answers() chosen problem=None
                placeholder="Choose".to_owned()/>
        }
        .to_html();
        let options = html.split("<option value=\"").skip(1);
        options
            .map(|option| {
                let value = option.split('"').next().unwrap_or_default().to_owned();
                let is_chosen = option.split('>').next().is_some_and(|attributes| attributes.contains("selected"));
                if is_chosen { format!("[{value}]") } else { value }
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(values(""), ["[]", "f", "m"]);
    assert_eq!(values("m"), ["", "f", "[m]"]);
    assert_eq!(values("x"), ["[x]", "", "f", "m"]);
}

#[test]
fn what_may_be_left_out_says_so_in_the_label() {
    let html = view! { <TextField locale=L name="x" label=label() value="" problem=None optional=true/> }.to_html();
    assert!(html.contains("(optional)") && !html.contains("required"), "{html}");
}
