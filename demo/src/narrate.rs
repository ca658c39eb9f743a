//! The story in the terminal, and its figures.

use std::time::Instant;

use serde::Serialize;

/// One finished step.
#[derive(Serialize)]
pub struct Step {
    /// Its title.
    pub title: String,
    /// How long it took.
    pub seconds: f64,
}

/// What one sync of one device cost.
#[derive(Serialize)]
pub struct SyncFigures {
    /// Which device and when in the story.
    pub name: String,
    /// Requests to the sync endpoint.
    pub round_trips: u32,
    /// Bytes of request bodies.
    pub bytes_up: u64,
    /// Bytes of response bodies.
    pub bytes_down: u64,
}

/// Everything measured in one telling.
#[derive(Default, Serialize)]
pub struct Figures {
    /// The steps, in order.
    pub steps: Vec<Step>,
    /// The syncs, in order.
    pub syncs: Vec<SyncFigures>,
    /// Bytes of photos sent.
    pub photo_bytes: u64,
    /// Requests for photos.
    pub photo_requests: u32,
}

/// Tells the story and keeps the figures.
pub struct Narrator {
    figures: Figures,
    open: Option<(String, Instant)>,
}

impl Narrator {
    /// Nothing told yet.
    pub fn new() -> Self {
        Self { figures: Figures::default(), open: None }
    }

    /// Begins a step, ending the one before.
    pub fn step(&mut self, title: &str) {
        self.end();
        println!("\n{}. {title}", self.figures.steps.len() + 1);
        self.open = Some((title.to_owned(), Instant::now()));
    }

    /// Says something within a step.
    pub fn say(&self, words: impl AsRef<str>) {
        println!("   {}", words.as_ref());
    }

    /// Records a sync.
    pub fn synced(&mut self, figures: SyncFigures) {
        self.say(format!(
            "{}: {} round trip(s), {} bytes up, {} bytes down",
            figures.name, figures.round_trips, figures.bytes_up, figures.bytes_down
        ));
        self.figures.syncs.push(figures);
    }

    /// Records what the photos cost.
    pub fn photos(&mut self, bytes: u64, requests: u32) {
        self.figures.photo_bytes += bytes;
        self.figures.photo_requests += requests;
    }

    /// Ends the story and prints the figures.
    pub fn finish(mut self) -> Figures {
        self.end();
        println!("\nFigures");
        for step in &self.figures.steps {
            println!("   {:>6.2} s  {}", step.seconds, step.title);
        }
        for sync in &self.figures.syncs {
            println!(
                "   {} round trip(s), {:>7} B up, {:>7} B down  {}",
                sync.round_trips, sync.bytes_up, sync.bytes_down, sync.name
            );
        }
        println!("   photos: {} bytes in {} requests", self.figures.photo_bytes, self.figures.photo_requests);
        self.figures
    }

    fn end(&mut self) {
        if let Some((title, begun)) = self.open.take() {
            self.figures.steps.push(Step { title, seconds: begun.elapsed().as_secs_f64() });
        }
    }
}
