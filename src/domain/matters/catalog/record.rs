use serde::{Deserialize, Serialize};

use crate::{
    base::{Id, Stamp},
    domain::office::who::Actor,
    store::{Index, IndexOf, Row},
};

/// A service (服务事项) and its present version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    pub id: Id<Service>,
    /// `mz-dibao`
    pub code: String,
    /// The version now offered.
    pub current: Id<ServiceVersion>,
    /// Not offered any more since.
    pub retired: Option<Stamp>,
}

impl Service {
    /// By code.
    pub const BY_CODE: Index<Service, String> = Index::unique(1, "service.code", |s| vec![s.code.clone()]);
}

impl Row for Service {
    const TAG: u8 = 0x1C;
    const NAME: &'static str = "service";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&Service::BY_CODE]
    }
}

/// One version of a service; never changed, so that a receipt printed last year still shows the service as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceVersion {
    pub id: Id<ServiceVersion>,
    /// Whose version.
    pub service: Id<Service>,
    /// 1, 2, …
    pub no: u32,
    /// The service as JSON of `ServiceSpec` (a self-describing form: old versions stay readable).
    pub spec: String,
    /// Made at.
    pub at: Stamp,
    /// Made by; `System` for what ships.
    pub by: Actor,
}

impl ServiceVersion {
    /// By service and version.
    pub const BY_SERVICE: Index<ServiceVersion, (Id<Service>, u32)> =
        Index::unique(1, "service-version.service", |v| vec![(v.service, v.no)]);
}

impl Row for ServiceVersion {
    const TAG: u8 = 0x1D;
    const NAME: &'static str = "service-version";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&ServiceVersion::BY_SERVICE]
    }
}
