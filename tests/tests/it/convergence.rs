//! The simulated world: whatever the network does, replicas agree and nothing acknowledged is lost (R5, R49, R50).

use jobsheet_kit::world::{Happened, World};

/// Seeds that once found something, and a few that stand for the rest.
const SEEDS: [u64; 6] = [1, 2, 3, 5, 8, 13];
const STEPS: usize = 90;

fn run(seed: u64) -> Happened {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut world = World::begin(seed, 2).await;
        for _ in 0..STEPS {
            world.step().await;
        }
        world.settle().await;
        let happened = world.check().await;
        world.end().await;
        happened
    })
}

#[test]
fn r49_replicas_agree_and_nothing_acknowledged_is_lost_whatever_the_network_does() {
    let long = std::env::var_os("LONG_TESTS").is_some();
    let seeds = if long { (1..=200).collect() } else { SEEDS.to_vec() };
    let mut happened = Happened::default();
    for seed in seeds {
        println!("seed {seed}");
        happened = happened.with(run(seed));
    }
    println!("{happened:?}");
    let everywhere = [
        happened.signed,
        happened.void,
        happened.contested,
        happened.conflicts,
        happened.additions,
        happened.photos,
        happened.gone,
    ];
    assert!(
        everywhere.iter().all(|count| *count > 0),
        "the seeds no longer reach what they are for: {happened:?}"
    );
    assert_eq!(happened.wedged, 0, "honest work was refused");
}
