//! Sixty-four bit hashes: features by name, whole models by content.

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// Hash of the parts of a name, each closed by a byte that no token holds (FNV-1a, then mixed).
pub(crate) fn of_parts<'p>(kind: u8, parts: impl IntoIterator<Item = &'p str>) -> u64 {
    let mut hash = (OFFSET ^ u64::from(kind)).wrapping_mul(PRIME);
    for part in parts {
        for byte in part.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(PRIME);
        }
    }
    mix(hash)
}

/// Checksum of many bytes, eight at a time in four independent lanes.
pub(crate) fn of_bytes(bytes: &[u8]) -> u64 {
    let mut lanes = [OFFSET, !OFFSET, PRIME, !PRIME];
    let mut blocks = bytes.chunks_exact(32);
    for block in &mut blocks {
        for (lane, word) in lanes.iter_mut().zip(block.as_chunks::<8>().0) {
            *lane = (*lane ^ u64::from_le_bytes(*word))
                .wrapping_mul(PRIME)
                .rotate_left(29);
        }
    }
    let tail = blocks
        .remainder()
        .iter()
        .fold(bytes.len() as u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(PRIME)
        });
    lanes.into_iter().fold(tail, |hash, lane| mix(hash ^ lane))
}

/// Finaliser of `MurmurHash3`.
fn mix(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}
