//! A residual network that `build.rs` compiled, as a safe type: `Model` owns a workspace and a share of the weights.

use std::alloc::{alloc, dealloc, handle_alloc_error, Layout};
use std::ffi::c_void;
use std::fmt;
use std::io::{self, Read};
use std::path::Path;
use std::ptr::NonNull;
use std::sync::Arc;

const ALIGNMENT: usize = 64;

/// `ResnetModel` of resnet_rt.h.
#[repr(C)]
struct Code {
    name: *const u8,
    input_floats: usize,
    output_floats: usize,
    workspace_bytes: usize,
    weights_bytes: usize,
    weights_check: unsafe extern "C" fn(*const c_void, usize) -> i32,
    cpu_ok: unsafe extern "C" fn() -> i32,
    run: *const c_void,
    input_bytes: usize,
    run_u8: unsafe extern "C" fn(*const c_void, *mut c_void, *const u8, *mut f32),
}
// SAFETY: it is constant data and pointers to functions and text, which never change.
unsafe impl Sync for Code {}

extern "C" {
    #[link_name = "fashion_model"]
    static CODE: Code;
}

fn code() -> &'static Code {
    // SAFETY: build.rs compiles this constant, of this layout.
    unsafe { &CODE }
}

/// Memory at a multiple of 64 bytes, zeroed by nobody until it is written.
struct Aligned {
    memory: NonNull<u8>,
    layout: Layout,
}
// SAFETY: it owns its bytes, like a Vec<u8>; who shares it only reads.
unsafe impl Send for Aligned {}
unsafe impl Sync for Aligned {}

impl Aligned {
    fn new(bytes: usize) -> Self {
        let layout =
            Layout::from_size_align(bytes.max(1), ALIGNMENT).expect("a size that resnetc allows");
        // SAFETY: the layout's size is not zero.
        let memory =
            NonNull::new(unsafe { alloc(layout) }).unwrap_or_else(|| handle_alloc_error(layout));
        Aligned { memory, layout }
    }
}

impl Drop for Aligned {
    fn drop(&mut self) {
        // SAFETY: allocated by `new` with this layout.
        unsafe { dealloc(self.memory.as_ptr(), self.layout) }
    }
}

#[derive(Debug)]
pub enum Error {
    /// This processor lacks instructions that the network was compiled for.
    Processor,
    /// The weights file cannot be read.
    Io(io::Error),
    /// It is not this network's: what is wrong.
    Weights(&'static str),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Processor => write!(
                f,
                "this processor lacks instructions that the network was compiled for"
            ),
            Error::Io(error) => write!(f, "weights: {error}"),
            Error::Weights(what) => write!(f, "weights: {what}"),
        }
    }
}

impl std::error::Error for Error {}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Error::Io(error)
    }
}

/// Checked weights. Clones share them.
#[derive(Clone)]
pub struct Weights(Arc<Aligned>);

impl Weights {
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        let mut bytes = Vec::new();
        std::fs::File::open(path)?.read_to_end(&mut bytes)?;
        Self::from_bytes(&bytes)
    }

    /// Copied to where they are aligned: `include_bytes!` will do.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let copy = Aligned::new(bytes.len());
        let at = copy.memory.as_ptr();
        // SAFETY: `copy` has as many bytes, and is nobody else's yet; the check reads no more than it is told.
        let status = unsafe {
            at.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len());
            (code().weights_check)(at.cast(), bytes.len())
        };
        match status {
            0 => Ok(Weights(Arc::new(copy))),
            1 => Err(Error::Weights("another size than this network's")),
            2 => Err(Error::Weights("not a file of resnetc")),
            3 => Err(Error::Weights("of another network or target")),
            4 => Err(Error::Weights("damaged")),
            _ => Err(Error::Weights("not aligned")),
        }
    }
}

/// A network ready to run: one a thread.
pub struct Model {
    weights: Weights,
    workspace: Aligned,
    output: Vec<f32>,
}

impl Model {
    pub fn new(weights: Weights) -> Result<Self, Error> {
        // SAFETY: it only asks the processor.
        if unsafe { (code().cpu_ok)() } == 0 {
            return Err(Error::Processor);
        }
        Ok(Model {
            weights,
            workspace: Aligned::new(code().workspace_bytes),
            output: vec![0.0; code().output_floats],
        })
    }

    /// Bytes of a picture: height x width x channels.
    pub fn input_len() -> usize {
        code().input_bytes
    }

    /// The network's outputs for a picture. Panics where that has another length than `input_len`.
    pub fn run(&mut self, picture: &[u8]) -> &[f32] {
        assert_eq!(picture.len(), Self::input_len(), "bytes of a picture");
        // SAFETY: the weights were checked, the workspace is this model's own and, by &mut, this call's;
        // picture and output have the lengths that the network reads and writes.
        unsafe {
            (code().run_u8)(
                self.weights.0.memory.as_ptr().cast(),
                self.workspace.memory.as_ptr().cast(),
                picture.as_ptr(),
                self.output.as_mut_ptr(),
            )
        }
        &self.output
    }
}
