use fashion::{Error, Model, Weights};

fn weights() -> Vec<u8> {
    std::fs::read(env!("FASHION_WEIGHTS")).unwrap()
}

#[test]
fn models_of_threads_agree() {
    let weights = Weights::from_bytes(&weights()).unwrap();
    let picture: Vec<u8> = (0..Model::input_len())
        .map(|i| (i * 7 % 256) as u8)
        .collect();
    let expected = Model::new(weights.clone()).unwrap().run(&picture).to_vec();
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let (mut model, picture) = (Model::new(weights.clone()).unwrap(), picture.clone());
            std::thread::spawn(move || model.run(&picture).to_vec()) // Model is Send
        })
        .collect();
    for thread in threads {
        assert_eq!(thread.join().unwrap(), expected);
    }
}

#[test]
fn a_damaged_file_is_refused() {
    let mut bytes = weights();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    assert!(matches!(
        Weights::from_bytes(&bytes),
        Err(Error::Weights("damaged"))
    ));
    assert!(matches!(
        Weights::from_bytes(&bytes[..middle]),
        Err(Error::Weights("another size than this network's"))
    ));
    assert!(matches!(Weights::open("no such file"), Err(Error::Io(_))));
}

#[test]
#[should_panic(expected = "bytes of a picture")]
fn a_picture_of_another_size_is_a_mistake() {
    Model::new(Weights::from_bytes(&weights()).unwrap())
        .unwrap()
        .run(&[0; 10]);
}
