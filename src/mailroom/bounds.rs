//! What a process that reads a foreign file may use.
use std::{fs, io, time::Duration};

use rustix::process::{Resource, Rlimit, Signal, getppid, set_parent_process_death_signal, setrlimit};

/// The bounds of one task.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Memory that it may write to, in MiB.
    pub mib: u64,
    /// Seconds of one processor.
    pub seconds: u64,
}

/// Address space beside what may be written to: the program, and what its allocator sets aside without using it. In bytes.
const PROGRAM: u64 = 4 << 30;

impl Bounds {
    /// How long it may take by the clock on the wall: the processor may have other work.
    pub(super) fn patience(&self) -> Duration {
        Duration::from_secs(3 * self.seconds)
    }
    /// Puts this process under the bounds, for good. Standard input and output stay; nothing else can be opened, neither a
    /// file nor a connection.
    ///
    /// # Errors
    /// When the system refuses: then nothing may be read.
    pub fn confine(&self) -> io::Result<()> {
        // When memory runs short, the system ends this process first. Where that cannot be said, the bounds still hold.
        drop(fs::write("/proc/self/oom_score_adj", "1000"));
        let memory = self.mib << 20;
        let bounds = [
            (Resource::Core, 0),
            (Resource::Fsize, 0),
            (Resource::Cpu, self.seconds),
            (Resource::Data, memory),
            (Resource::As, memory + PROGRAM),
            (Resource::Nofile, 3),
        ];
        for (what, most) in bounds {
            setrlimit(what, Rlimit { current: Some(most), maximum: Some(most) })?;
        }
        Ok(())
    }
}

/// Ends this process with the one that started it.
///
/// # Errors
/// When the system refuses, or the other has ended already.
pub(super) fn end_with(parent: u32) -> io::Result<()> {
    set_parent_process_death_signal(Some(Signal::KILL))?;
    let now = getppid().map(|p| p.as_raw_nonzero().get().unsigned_abs());
    if now == Some(parent) { Ok(()) } else { Err(io::Error::other("its parent has ended")) }
}
