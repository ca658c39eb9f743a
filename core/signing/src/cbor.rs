//! Core deterministic CBOR (RFC 8949 §4.2.1), written only: shortest heads, definite lengths, positional arrays.

/// Appends CBOR items to a buffer. Arrays and maps are announced by their head; the caller writes that many items.
#[derive(Clone, Debug, Default)]
pub struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    /// An empty buffer.
    #[must_use]
    pub const fn new() -> Self {
        Self { bytes: Vec::new() }
    }

    /// The head of an array of `length` items (major type 4).
    pub fn array(&mut self, length: usize) -> &mut Self {
        self.head(4, length as u64)
    }

    /// An unsigned integer (major type 0).
    pub fn unsigned(&mut self, value: u64) -> &mut Self {
        self.head(0, value)
    }

    /// An integer of either sign (major types 0 and 1).
    pub fn integer(&mut self, value: i64) -> &mut Self {
        if value < 0 { self.head(1, value.unsigned_abs() - 1) } else { self.head(0, value.unsigned_abs()) }
    }

    /// A byte string (major type 2).
    pub fn bytes(&mut self, value: &[u8]) -> &mut Self {
        self.head(2, value.len() as u64);
        self.bytes.extend_from_slice(value);
        self
    }

    /// A text string (major type 3).
    pub fn text(&mut self, value: &str) -> &mut Self {
        self.head(3, value.len() as u64);
        self.bytes.extend_from_slice(value.as_bytes());
        self
    }

    /// `true` or `false`.
    pub fn flag(&mut self, value: bool) -> &mut Self {
        self.bytes.push(if value { 0xf5 } else { 0xf4 });
        self
    }

    /// `null`.
    pub fn null(&mut self) -> &mut Self {
        self.bytes.push(0xf6);
        self
    }

    /// A byte string, or `null` for nothing.
    pub fn bytes_or_null(&mut self, value: Option<&[u8]>) -> &mut Self {
        match value {
            Some(value) => self.bytes(value),
            None => self.null(),
        }
    }

    /// What was written.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }

    #[expect(clippy::cast_possible_truncation, reason = "each branch has checked that the value fits")]
    fn head(&mut self, major: u8, value: u64) -> &mut Self {
        let major = major << 5;
        match value {
            0..=23 => self.bytes.push(major | value as u8),
            24..=0xff => self.bytes.extend_from_slice(&[major | 24, value as u8]),
            0x100..=0xffff => {
                self.bytes.push(major | 25);
                self.bytes.extend_from_slice(&(value as u16).to_be_bytes());
            }
            0x1_0000..=0xffff_ffff => {
                self.bytes.push(major | 26);
                self.bytes.extend_from_slice(&(value as u32).to_be_bytes());
            }
            _ => {
                self.bytes.push(major | 27);
                self.bytes.extend_from_slice(&value.to_be_bytes());
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::Writer;

    fn unsigned(value: u64) -> String {
        let mut writer = Writer::new();
        writer.unsigned(value);
        hex::encode(writer.finish())
    }

    /// RFC 8949 appendix A.
    #[test]
    fn integers_take_their_shortest_head() {
        let expected = [
            (0, "00"),
            (23, "17"),
            (24, "1818"),
            (100, "1864"),
            (1000, "1903e8"),
            (1_000_000, "1a000f4240"),
            (1_000_000_000_000, "1b000000e8d4a51000"),
            (u64::MAX, "1bffffffffffffffff"),
        ];
        for (value, bytes) in expected {
            assert_eq!(unsigned(value), bytes);
        }
        let mut writer = Writer::new();
        writer.integer(-1).integer(-1000).integer(i64::MIN).integer(10);
        assert_eq!(hex::encode(writer.finish()), "203903e73b7fffffffffffffff0a");
    }

    /// RFC 8949 appendix A.
    #[test]
    fn strings_and_arrays_announce_their_length() {
        let mut writer = Writer::new();
        writer.array(4).bytes(&[1, 2, 3, 4]).text("水").flag(true).bytes_or_null(None);
        assert_eq!(hex::encode(writer.finish()), "84440102030463e6b0b4f5f6");
    }
}
