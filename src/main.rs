//! `lianxin`: see `lianxin --help`.
fn main() -> std::process::ExitCode {
    lianxin::cli::main()
}
