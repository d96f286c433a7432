//! The service catalogue (事项目录).
mod record;

pub use record::{Service, ServiceVersion};
