//! `lianxin`: see `lianxin --help`.

/// Gives memory back after a burst: that of glibc keeps what each thread once had.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    lianxin::cli::main()
}
