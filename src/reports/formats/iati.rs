//! Result with its indicator as IATI 2.03 has them, for the publisher of the programme: the centre has no identifier of
//! its own there.

use chrono::Datelike;
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};

use crate::{
    db::Failure,
    ground::{AppError, Locale, Localized},
    i18n::text,
    programme::model::By,
    reports::report::{Report, word},
    settings::Centre,
};

/// Identifier of the activity until the publisher gives its own.
const ACTIVITY: &str = "KZ-NRC-PROGRAMME";
const ORGANISATION: &str = "KZ-NRC";

type Xml = Writer<Vec<u8>>;

/// Narratives of a text, English first, the others with their language.
fn narratives(xml: &mut Xml, element: &str, attributes: &[(&str, &str)], words: &Localized) -> std::io::Result<()> {
    xml.create_element(element).with_attributes(attributes.iter().copied()).write_inner_content(|xml| {
        for locale in [Locale::En, Locale::Ru, Locale::Kk] {
            let text = words.part(locale);
            if !text.is_empty() {
                let narrative = xml.create_element("narrative").with_attribute(("xml:lang", locale.code()));
                narrative.write_text_content(BytesText::new(text))?;
            }
        }
        Ok(())
    })?;
    Ok(())
}

fn worded(words: impl Fn(Locale) -> String) -> Localized {
    Localized { kk: words(Locale::Kk), ru: words(Locale::Ru), en: words(Locale::En) }
}

/// Report as an activity with one result. Values are cumulative within the phase.
pub fn iati(report: &Report, centre: &Centre) -> Result<Vec<u8>, AppError> {
    let unwritten = |error: std::io::Error| AppError::from(Failure::Unreadable(error.to_string()));
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None))).map_err(unwritten)?;
    let made = report.made_at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
    let root =
        xml.create_element("iati-activities").with_attributes([("version", "2.03"), ("generated-datetime", &*made)]);
    root.write_inner_content(|xml| activity(xml, report, centre)).map_err(unwritten)?;
    Ok(xml.into_inner())
}

fn activity(xml: &mut Xml, report: &Report, centre: &Centre) -> std::io::Result<()> {
    let phase = &report.view.phase;
    let name = worded(|locale| centre.full_name(locale).text);
    let activity = xml.create_element("iati-activity").with_attribute(("xml:lang", "en"));
    activity.write_inner_content(|xml| {
        xml.create_element("iati-identifier").write_text_content(BytesText::new(ACTIVITY))?;
        narratives(xml, "reporting-org", &[("ref", ORGANISATION), ("type", "80")], &name)?;
        narratives(xml, "title", &[], &phase.name)?;
        narratives(xml, "description", &[("type", "1")], &worded(|locale| text!(locale, words.rule)))?;
        narratives(xml, "participating-org", &[("role", "4"), ("type", "80")], &name)?;
        xml.create_element("activity-status").with_attribute(("code", "2")).write_empty()?;
        for (kind, day) in [("1", phase.starts_on), ("3", phase.ends_on)] {
            let day = day.to_string();
            let date = xml.create_element("activity-date");
            date.with_attributes([("iso-date", &*day), ("type", kind)]).write_empty()?;
        }
        xml.create_element("recipient-country").with_attribute(("code", "KZ")).write_empty()?;
        result(xml, report)
    })?;
    Ok(())
}

fn result(xml: &mut Xml, report: &Report) -> std::io::Result<()> {
    let (phase, as_of) = (&report.view.phase, report.view.as_of);
    let title = worded(|locale| text!(locale, reports.indicator));
    let [baseline, target] = [phase.baseline, phase.target].map(|number| number.to_string());
    let result = xml.create_element("result").with_attributes([("type", "1"), ("aggregation-status", "true")]);
    result.write_inner_content(|xml| {
        narratives(xml, "title", &[], &title)?;
        let indicator = xml.create_element("indicator");
        let indicator =
            indicator.with_attributes([("measure", "1"), ("ascending", "true"), ("aggregation-status", "true")]);
        indicator.write_inner_content(|xml| {
            narratives(xml, "title", &[], &title)?;
            narratives(xml, "description", &[], &worded(|locale| text!(locale, words.rule)))?;
            let (year, day) = (phase.starts_on.year().to_string(), phase.starts_on.to_string());
            let element = xml.create_element("baseline");
            element.with_attributes([("year", &*year), ("iso-date", &day), ("value", &baseline)]).write_empty()?;
            xml.create_element("period").write_inner_content(|xml| {
                let end = as_of.min(phase.ends_on).max(phase.starts_on).to_string();
                xml.create_element("period-start").with_attribute(("iso-date", &*day)).write_empty()?;
                xml.create_element("period-end").with_attribute(("iso-date", &*end)).write_empty()?;
                xml.create_element("target").with_attribute(("value", &*target)).write_empty()?;
                let trained = report.progress.trained.to_string();
                xml.create_element("actual").with_attribute(("value", &*trained)).write_empty()?;
                for by in By::ALL {
                    for (code, count) in by.counts(&report.progress) {
                        actual(xml, *count, &[(word(by), code)])?;
                    }
                }
                for ([one, other], counts) in &report.two_way {
                    for ((first, second), count) in counts {
                        actual(xml, *count, &[(word(*one), first), (word(*other), second)])?;
                    }
                }
                Ok(())
            })?;
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(())
}

/// Value of a part, by the dimensions that it is of.
fn actual(xml: &mut Xml, count: u32, dimensions: &[(&str, &str)]) -> std::io::Result<()> {
    let count = count.to_string();
    xml.create_element("actual").with_attribute(("value", &*count)).write_inner_content(|xml| {
        for (name, value) in dimensions {
            xml.create_element("dimension").with_attributes([("name", *name), ("value", *value)]).write_empty()?;
        }
        Ok(())
    })?;
    Ok(())
}
