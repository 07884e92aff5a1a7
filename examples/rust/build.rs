//! Compiles the network: resnetc makes C of spec and weights, cc an archive of the C. No crate is needed.
//!
//! RESNETC, CC, AR name the programs; WEIGHTS the weights; RESNETC_INCLUDE the folder of resnet_rt.h, where that is not installed.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A file, or a name that resnetc knows.
const SPEC: &str = "resnet20-fashion";

/// The first of these that is there: in resnetc's source, in an installed copy. WEIGHTS names another file.
const WEIGHTS: [&str; 2] = [
    "../../tests/oracle/fashion/resnet20-fashion.safetensors",
    "../fashion/resnet20-fashion.safetensors",
];

/// Beside it resnetc writes the flags that the C's compiler needs: fashion.flags.
const OPTIONS: &str = "--name fashion --set preprocess.input=u8_nhwc --emit-flags -q";

/// What src/lib.rs needs to know of the network, as one value.
const MODEL: &str = "#include \"fashion.h\"\n#include <resnet_rt.h>\n\
    extern const ResnetModel fashion_model;\nconst ResnetModel fashion_model = RESNET_MODEL_U8(fashion, FASHION);\n";

fn program(variable: &str, usual: &str) -> Command {
    println!("cargo:rerun-if-env-changed={variable}");
    Command::new(env::var_os(variable).unwrap_or_else(|| usual.into()))
}

fn weights() -> String {
    println!("cargo:rerun-if-env-changed=WEIGHTS");
    let there = |file: &&&str| Path::new(file).exists();
    env::var("WEIGHTS").unwrap_or_else(|_| {
        WEIGHTS
            .iter()
            .find(there)
            .unwrap_or(&WEIGHTS[0])
            .to_string()
    })
}

fn run(command: &mut Command) {
    match command.status() {
        Ok(status) if status.success() => {}
        Ok(status) => panic!("{command:?}: {status}"),
        Err(error) => panic!("{command:?}: {error}"),
    }
}

fn main() {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let (c_file, model) = (out.join("fashion.c"), out.join("model.c"));
    let weights = weights();
    for file in [SPEC, &weights] {
        if Path::new(file).exists() {
            println!("cargo:rerun-if-changed={file}");
        }
    }
    run(program("RESNETC", "resnetc")
        .args([SPEC, "--weights", &weights])
        .args(OPTIONS.split(' '))
        .arg("-o")
        .arg(&c_file));
    fs::write(&model, MODEL).expect("OUT_DIR is writable");

    let mut objects = Vec::new();
    for source in [&c_file, &model] {
        let object = source.with_extension("o");
        let mut compile = program("CC", "cc");
        compile
            .arg(format!("@{}", c_file.with_extension("flags").display()))
            .args(["-fPIC", "-c"])
            .arg(source)
            .arg("-o")
            .arg(&object)
            .arg("-I")
            .arg(&out);
        if let Some(folder) = env::var_os("RESNETC_INCLUDE") {
            compile.arg("-I").arg(folder);
        }
        run(&mut compile);
        objects.push(object);
    }
    run(program("AR", "ar")
        .arg("rcs")
        .arg(out.join("libfashion.a"))
        .args(&objects));
    println!("cargo:rustc-link-search=native={}", out.display());
    println!("cargo:rustc-link-lib=static=fashion");
    println!("cargo:rustc-link-lib=m");
    println!(
        "cargo:rustc-env=FASHION_WEIGHTS={}",
        out.join("fashion.weights").display()
    );
}
