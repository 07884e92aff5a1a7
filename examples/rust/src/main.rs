//! Pictures from standard input, their logits to standard output, by all processors: fashion [WEIGHTS] <pictures >logits

use fashion::{Error, Model, Weights};
use std::io::{self, Read, Write};
use std::process::ExitCode;
use std::thread;

fn classify(weights: &Weights, pictures: &[u8]) -> Result<Vec<f32>, Error> {
    let mut model = Model::new(weights.clone())?;
    Ok(pictures
        .chunks_exact(Model::input_len())
        .flat_map(|picture| model.run(picture).to_vec())
        .collect())
}

fn answer(path: &str) -> Result<(), Box<dyn std::error::Error>> {
    let weights = Weights::open(path)?;
    let mut pictures = Vec::new();
    io::stdin().read_to_end(&mut pictures)?;
    if pictures.len() % Model::input_len() != 0 {
        return Err("the last picture is cut off".into());
    }
    let threads = thread::available_parallelism().map_or(1, |n| n.get());
    let share = (pictures.len() / Model::input_len() / threads + 1) * Model::input_len();
    let parts: Vec<_> = thread::scope(|scope| {
        let running: Vec<_> = pictures
            .chunks(share)
            .map(|part| scope.spawn(|| classify(&weights, part)))
            .collect();
        running
            .into_iter()
            .map(|thread| thread.join().expect("no panic"))
            .collect()
    });
    let mut out = io::BufWriter::new(io::stdout().lock());
    for part in parts {
        for logit in part? {
            out.write_all(&logit.to_le_bytes())?;
        }
    }
    Ok(out.flush()?)
}

fn main() -> ExitCode {
    let path = std::env::args().nth(1);
    match answer(path.as_deref().unwrap_or(env!("FASHION_WEIGHTS"))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("fashion: {error}");
            ExitCode::FAILURE
        }
    }
}
