//! Transformations against metafor 3.8-1 `transf.*`, and against their own inverses.

use spotcheck_meta::transform;

use crate::vectors::{agrees, load, numbers};

#[test]
fn metafor_transforms() {
    let vectors = load("transforms");
    let check = |name: &str, input: &[f64], ours: &dyn Fn(f64) -> Option<f64>| {
        let expected = numbers(&vectors[name]);
        assert_eq!(input.len(), expected.len(), "{name}");
        for (&x, theirs) in input.iter().zip(expected) {
            let ours = ours(x).expect(name);
            agrees(&format!("{name}({x})"), ours, theirs, 1e-12, 1e-3);
        }
    };
    let z = numbers(&vectors["z"]);
    let d = numbers(&vectors["d_in"]);
    let tenths: Vec<f64> = (0..=10).map(|i| f64::from(i) / 10.0).collect();
    check("ztor", &z, &|z| Some(transform::ztor(z)));
    check("rtoz", &numbers(&vectors["rtoz_in"]), &transform::rtoz);
    check("logit", &numbers(&vectors["logit_in"]), &transform::logit);
    check("arcsin", &tenths, &transform::arcsin);
    check("dtocles", &d, &|d| Some(transform::dtocles(d)));
    check("dtou3", &d, &|d| Some(transform::dtou3(d)));
    let exp_int = &vectors["exp_int"];
    let at = |field: &str| numbers(&exp_int[field])[0];
    agrees(
        "exp_int",
        transform::exp_int(at("mean"), at("tau2")),
        at("val"),
        1e-10,
        0.0,
    );
}
