//! Values as a person reads them where only text fits.

use jobsheet_domain::value::Value;

/// The value as text. Times stay milliseconds: the reader's screen knows the zone.
pub(super) fn of(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Flag(flag) => flag.to_string(),
        Value::Time(time) => time.0.to_string(),
        Value::Id(id) => id.to_string(),
        Value::Digest(digest) => digest.to_string(),
        Value::Address(address) => address.text.clone(),
        Value::Window(window) => format!("{}–{}", window.from.0, window.to.0),
        Value::Money(money) => money.to_string(),
        Value::Reading(reading) => format!("{} {}", thousandths(reading.milli), reading.unit),
        Value::Position(place) => {
            format!("{:.6}, {:.6}", degrees(place.latitude_udeg), degrees(place.longitude_udeg))
        }
        Value::Texts(texts) => texts.join(", "),
        Value::Date(date) => date.to_string(),
    }
}

fn degrees(micro: i32) -> f64 {
    f64::from(micro) / 1e6
}

/// Thousandths as a decimal number without zeros at its end.
fn thousandths(milli: i64) -> String {
    let sign = if milli < 0 { "-" } else { "" };
    let text = format!("{sign}{}.{:03}", (milli / 1000).abs(), (milli % 1000).abs());
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use jobsheet_domain::value::Reading;

    use super::*;

    #[test]
    fn a_reading_has_no_zeros_at_its_end() {
        let reading = |milli| of(&Value::Reading(Reading { milli, unit: "bar".into() }));
        assert_eq!(reading(7_500), "7.5 bar");
        assert_eq!(reading(-20_000), "-20 bar");
        assert_eq!(reading(-500), "-0.5 bar");
    }
}
