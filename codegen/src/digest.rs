//! One short hash of text for whatever says of itself what it was made from.

/// A hash of texts (FNV-1a, 64 bits; <http://www.isthe.com/chongo/tech/comp/fnv/>), the same whether their lines end
/// in `\n` or `\r\n`.
pub(crate) fn digest<'t>(texts: impl IntoIterator<Item = &'t str>) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    for text in texts {
        text.bytes().filter(|&byte| byte != b'\r').for_each(&mut add);
        add(0);
    }
    hash
}
