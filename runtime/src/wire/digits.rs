//! Decimal digits at fixed places, shared by dates, times and timestamps: read from bytes without a branch a digit,
//! written into a small buffer on the stack.

/// The number that two digits are.
#[inline]
pub(super) fn two(bytes: &[u8], at: usize) -> Option<u8> {
    let (tens, ones) = (bytes[at].wrapping_sub(b'0'), bytes[at + 1].wrapping_sub(b'0'));
    if tens <= 9 && ones <= 9 { Some(tens * 10 + ones) } else { None }
}

/// The number that four digits are.
#[inline]
pub(super) fn four(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from(two(bytes, at)?) * 100 + u16::from(two(bytes, at + 2)?))
}

/// A fraction of a second `.f{1,9}` at the start of `bytes`, as nanoseconds and the bytes that it took; nothing at
/// all is zero.
#[inline]
pub(super) fn fraction(bytes: &[u8]) -> Option<(u32, usize)> {
    if bytes.first() != Some(&b'.') {
        return Some((0, 0));
    }
    let mut nanoseconds = 0;
    let mut digits = 0;
    for byte in &bytes[1..] {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            break;
        }
        if digits == 9 {
            return None;
        }
        nanoseconds = nanoseconds * 10 + u32::from(digit);
        digits += 1;
    }
    if digits == 0 {
        return None;
    }
    for _ in digits..9 {
        nanoseconds *= 10;
    }
    Some((nanoseconds, digits + 1))
}

/// Text of ASCII written piece by piece; long enough for every form that is written through it.
pub(super) struct Buffer {
    bytes: [u8; 80],
    length: usize,
}

impl Buffer {
    pub(super) fn new() -> Self {
        Self { bytes: [0; 80], length: 0 }
    }

    pub(super) fn push(&mut self, byte: u8) {
        self.bytes[self.length] = byte;
        self.length += 1;
    }

    /// Two digits of a number below 100.
    pub(super) fn two(&mut self, number: u8) {
        self.push(b'0' + number / 10);
        self.push(b'0' + number % 10);
    }

    /// Four digits of a number below 10,000.
    pub(super) fn four(&mut self, number: u16) {
        // Both are below 100.
        self.two((number / 100) as u8);
        self.two((number % 100) as u8);
    }

    /// A number without leading zeros.
    pub(super) fn number(&mut self, number: u64) {
        let mut digits = [0_u8; 20];
        let mut at = digits.len();
        let mut rest = number;
        loop {
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        for digit in &digits[at..] {
            self.push(*digit);
        }
    }

    /// `.f` without trailing zeros; nothing for a whole second.
    pub(super) fn fraction(&mut self, nanoseconds: u32) {
        if nanoseconds == 0 {
            return;
        }
        self.push(b'.');
        let mut rest = nanoseconds;
        let mut place = 100_000_000;
        while rest > 0 {
            self.push(b'0' + (rest / place) as u8);
            rest %= place;
            place /= 10;
        }
    }

    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.length]).expect("only ASCII was pushed")
    }
}
