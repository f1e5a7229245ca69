//! What happens to a store, told once and run on each database.

use std::path::PathBuf;

use jiff::{civil::time, tz::Offset};
use spotcheck_import::{Moment, Observation, Quantity};
use spotcheck_store::{Aim, Error, Foretold, Import, Origin, Person, Store, Wanted};

use crate::{
    samples::{day, egg, rich, weight},
    spot_test,
};

/// Names an empty PostgreSQL database; `make test` starts one.
const POSTGRES: &str = "SPOTCHECK_TEST_POSTGRES";

/// A file that no other test uses and that is gone at the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let name = format!("spotcheck-store-{}-{name}.db", std::process::id());
        Self(std::env::temp_dir().join(name))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        for end in ["", "-wal", "-shm"] {
            let mut path = self.0.clone().into_os_string();
            path.push(end);
            drop(std::fs::remove_file(path));
        }
    }
}

fn origin(file: &str) -> Origin {
    Origin {
        file: file.to_owned(),
        sha256: format!("hash of {file}"),
        reader: "one".to_owned(),
        at_ms: 1_772_323_200_000,
    }
}

async fn bring(
    store: &Store,
    person: &Person,
    file: &str,
    observations: &[Observation],
) -> Option<Import> {
    let mut importing = store.begin(person, origin(file)).await.expect("begins");
    importing.keep(observations).await.expect("keeps");
    importing.finish(&["test"]).await.expect("finishes")
}

async fn all(store: &Store, person: &Person, wanted: Wanted) -> Vec<Observation> {
    let mut all = Vec::new();
    let mut each = |_, observation| all.push(observation);
    let read = store.observations(person, wanted, &mut each).await;
    read.expect("reads");
    all
}

async fn hash(store: &Store) -> String {
    store.digest().await.expect("reads").to_string()
}

/// The story. The store is empty, and is left as it was found but for persons and undone imports.
async fn story(store: &Store, fresh: &Store) {
    let ana = store.person("ana").await.expect("kept");
    assert_eq!(store.person("ana").await.expect("found"), ana);
    let nothing = hash(store).await;
    told(store, &ana).await;
    eggs(store, &ana).await;
    many(store, &ana).await;
    elsewhere(store, &ana).await;
    apart(store, &ana).await;
    unfinished(store, &ana).await;
    foreseen(store, &ana).await;
    spot_test::tested(store, &ana).await;
    copied(store, fresh).await;
    left(store, &nothing).await;
}

/// At its end nothing is wrong, and everything can be undone.
async fn left(store: &Store, nothing: &str) {
    let health = store.check().await.expect("checked");
    assert_eq!((health.problems.len(), health.imports), (0, 2));
    for person in store.persons().await.expect("read") {
        undo_all(store, &person).await;
    }
    assert_eq!(hash(store).await, *nothing);
    let health = store.check().await.expect("checked");
    assert_eq!((health.problems.len(), health.imports), (0, 0));
}

/// What is brought comes back as it was told; brought again, it changes nothing, not even the list of imports.
async fn told(store: &Store, ana: &Person) {
    let (nothing, imports) = (hash(store).await, store.imports(ana).await.expect("read"));
    let rich = rich();
    let first = bring(store, ana, "rich.csv", &rich).await.expect("new");
    assert_eq!((first.added, first.retold), (3, 0));
    let mut back = all(store, ana, Wanted::default()).await;
    back.sort_by_key(|observation| observation.quantity);
    let mut told = rich.clone();
    told.sort_by_key(|observation| observation.quantity);
    assert_eq!(back, told);
    let with_rich = hash(store).await;
    assert_ne!(with_rich, nothing);
    assert_eq!(bring(store, ana, "rich.csv", &rich).await, None);
    assert_eq!(hash(store).await, with_rich);
    let after = store.imports(ana).await.expect("read");
    assert_eq!(after.len(), imports.len() + 1);
}

/// Two equal eggs of one file are two; of two files they are the same two. Undone, the first file leaves
/// what the second told too; undone as well, the second leaves nothing.
async fn eggs(store: &Store, ana: &Person) {
    let before = hash(store).await;
    let eggs = [egg(0), egg(0), egg(1)];
    let breakfast = bring(store, ana, "eggs.csv", &eggs).await.expect("new");
    assert_eq!((breakfast.added, breakfast.retold), (3, 0));
    let again = bring(store, ana, "eggs-2.csv", &eggs).await.expect("told");
    assert_eq!((again.added, again.retold), (0, 3));
    let undone = store.undo(ana, breakfast.id, 1).await.expect("undone");
    assert_eq!((undone.removed, undone.stay), (0, 3));
    // Told once more after its undoing, the first file keeps them when the second is undone.
    let anew = bring(store, ana, "eggs.csv", &eggs).await.expect("told");
    assert_eq!((anew.added, anew.retold), (0, 3));
    let undone = store.undo(ana, again.id, 2).await.expect("undone");
    assert_eq!((undone.removed, undone.stay), (0, 0));
    let undone = store.undo(ana, anew.id, 2).await.expect("undone");
    assert_eq!((undone.removed, undone.stay), (3, 0));
    assert_eq!(hash(store).await, before);
    let refused = store.undo(ana, again.id, 3).await;
    assert!(matches!(refused, Err(Error::Undone(id)) if id == again.id));
}

async fn undo_all(store: &Store, person: &Person) {
    for import in store.imports(person).await.expect("read") {
        if import.undone_at_ms.is_none() {
            store.undo(person, import.id, 4).await.expect("undone");
        }
    }
}

/// More than fits one statement, overlapping what was there.
async fn many(store: &Store, ana: &Person) {
    let before = hash(store).await;
    let weights: Vec<Observation> = (0..1500).map(|n| weight(n, 80.0)).collect();
    let january = bring(store, ana, "january.csv", &weights[..1100])
        .await
        .expect("new");
    let february = bring(store, ana, "february.csv", &weights[400..])
        .await
        .expect("new");
    assert_eq!((january.added, january.retold), (1100, 0));
    assert_eq!((february.added, february.retold), (400, 700));
    let wanted = Wanted {
        quantity: Some(Quantity::Weight),
        from: Some(day(1090)),
        to: Some(day(1109)),
    };
    assert_eq!(all(store, ana, wanted).await, weights[1090..=1109]);
    let undone = store.undo(ana, january.id, 5).await.expect("undone");
    assert_eq!((undone.removed, undone.stay), (400, 700));
    // Told again by the file that was undone: what it brought alone is new again, and the rest it tells too.
    let january = bring(store, ana, "january.csv", &weights[..1100])
        .await
        .expect("new");
    assert_eq!((january.added, january.retold), (400, 700));
    store.undo(ana, january.id, 6).await.expect("undone");
    store.undo(ana, february.id, 7).await.expect("undone");
    assert_eq!(hash(store).await, before);
}

/// The same moment told on another wall, on which it was another day, is the same.
async fn elsewhere(store: &Store, ana: &Person) {
    let at = |day_n, hour, offset| {
        let wall = day(day_n).to_datetime(time(hour, 30, 0, 0));
        let mut weight = weight(0, 70.0);
        weight.at = Moment::at(wall, Offset::constant(offset));
        weight
    };
    let home = bring(store, ana, "home.csv", &[at(5, 0, 1)])
        .await
        .expect("new");
    let away = bring(store, ana, "away.csv", &[at(4, 18, -5)])
        .await
        .expect("told");
    assert_eq!((home.added, away.added, away.retold), (1, 0, 1));
    let wanted = Wanted {
        quantity: Some(Quantity::Weight),
        from: Some(day(5)),
        to: Some(day(5)),
    };
    assert_eq!(all(store, ana, wanted).await, [at(5, 0, 1)]);
    for import in [home, away] {
        store.undo(ana, import.id, 10).await.expect("undone");
    }
}

/// Nobody sees, or undoes, another's data.
async fn apart(store: &Store, ana: &Person) {
    let bea = store.person("bea").await.expect("kept");
    let mine = bring(store, &bea, "bea.csv", &[weight(0, 61.0)])
        .await
        .expect("new");
    assert_eq!(all(store, &bea, Wanted::default()).await, [weight(0, 61.0)]);
    let hers = all(store, ana, Wanted::default()).await;
    assert!(
        hers.iter()
            .all(|observation| observation.quantity != Quantity::Weight)
    );
    let refused = store.undo(ana, mine.id, 8).await;
    assert!(matches!(refused, Err(Error::NoImport(id)) if id == mine.id));
    // The same measurement of another person is another one.
    let too = bring(store, ana, "too.csv", &[weight(0, 61.0)])
        .await
        .expect("new");
    assert_eq!((too.added, too.retold), (1, 0));
    store.undo(ana, too.id, 9).await.expect("undone");
}

/// What is not finished leaves nothing.
async fn unfinished(store: &Store, ana: &Person) {
    let (before, imports) = (hash(store).await, store.imports(ana).await.expect("read"));
    let mut importing = store.begin(ana, origin("half.csv")).await.expect("begins");
    let weights: Vec<Observation> = (0..700).map(|n| weight(n, 90.0)).collect();
    importing.keep(&weights).await.expect("keeps");
    drop(importing);
    assert_eq!(hash(store).await, before);
    assert_eq!(store.imports(ana).await.expect("read"), imports);
}

/// Forecasts are kept as they were shown, the last of a day; an aim is the last one.
async fn foreseen(store: &Store, ana: &Person) {
    let shown = |made, due, median| Foretold {
        quantity: Quantity::Weight,
        made: day(made),
        due: day(due),
        median,
        range50: [median - 0.5, median + 0.5],
        range90: [median - 1.0, median + 1.0],
    };
    let (first, again, later) = (shown(0, 28, 80.0), shown(0, 28, 81.0), shown(7, 28, 80.5));
    for shown in [[first, later], [again, later]] {
        store.keep_foretold(ana, &shown).await.expect("kept");
    }
    assert_eq!(store.foretold(ana).await.expect("read"), [again, later]);
    let bea = store.person("bea").await.expect("there");
    assert_eq!(store.foretold(&bea).await.expect("read"), []);
    let aim = |since, is_pinned| Aim {
        since: day(since),
        rate_kg_per_week: -0.5,
        intake_kcal_per_day: 1900.0,
        is_pinned,
    };
    for aim in [aim(7, false), aim(0, false), aim(7, true)] {
        store.set_aim(ana, aim).await.expect("kept");
    }
    assert_eq!(store.aim(ana).await.expect("read"), Some(aim(7, true)));
    assert_eq!(store.aim(&bea).await.expect("read"), None);
}

/// A copy holds the same, and is made into nothing but an empty store.
async fn copied(store: &Store, fresh: &Store) {
    let mut rows = 0;
    let mut each = |_, count| rows += count;
    store.copy_to(fresh, &mut each).await.expect("copied");
    assert!(10 < rows);
    assert_eq!(hash(fresh).await, hash(store).await);
    let ana = store.person("ana").await.expect("there");
    let imports = store.imports(&ana).await.expect("read");
    let ana = fresh.person("ana").await.expect("there");
    assert_eq!(fresh.imports(&ana).await.expect("read"), imports);
    // Ids go on from where they were.
    let next = bring(fresh, &ana, "next.csv", &[weight(9, 77.0)])
        .await
        .expect("new");
    assert!(
        fresh
            .imports(&ana)
            .await
            .expect("read")
            .iter()
            .all(|one| one.id <= next.id)
    );
    let foreseen = fresh.foretold(&ana).await.expect("read");
    assert_eq!((foreseen.len(), foreseen[0].median), (2, 81.0));
    spot_test::copied(store, fresh).await;
    let refused = store.copy_to(fresh, &mut |_, _| {}).await;
    assert!(matches!(refused, Err(Error::NotEmpty)));
}

#[tokio::test(flavor = "current_thread")]
async fn sqlite() {
    let (told, copy) = (Scratch::new("story"), Scratch::new("story copy %#?"));
    let store = Store::file(&told.0).await.expect("opens");
    let fresh = Store::file(&copy.0).await.expect("opens");
    assert!(copy.0.exists(), "a name may hold any sign");
    story(&store, &fresh).await;
    fresh.close().await;
    store.close().await;
}

#[tokio::test(flavor = "current_thread")]
#[expect(clippy::print_stderr, reason = "a test that is not run says so")]
async fn postgres() {
    let Ok(url) = std::env::var(POSTGRES) else {
        eprintln!("not run: {POSTGRES} names no database; `make test` starts one");
        return;
    };
    let copy = Scratch::new("from postgres");
    let store = Store::open(&url).await.expect("opens");
    let fresh = Store::file(&copy.0).await.expect("opens");
    story(&store, &fresh).await;
    fresh.close().await;
    store.close().await;
}
