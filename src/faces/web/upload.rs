use std::{future::Future, pin::Pin};

use actix_multipart::{Multipart, MultipartError};
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use futures_util::TryStreamExt;

use super::{Form, Problem, patience::unreadable};
use crate::{app::App, base::Failure};

/// The most bytes of one upload, all parts together.
pub const UPLOAD_MOST: usize = 12 * 1024 * 1024;
/// The most parts of one upload.
const PARTS_MOST: usize = 40;

/// A form with a file. The file's name and type are what the sender says and prove nothing.
pub struct Upload {
    /// The other fields; the form token has been checked.
    pub form: Form,
    /// The file's bytes; empty if none was chosen.
    pub file: Vec<u8>,
    /// The file's name as sent, for showing only.
    pub name: String,
}

impl FromRequest for Upload {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;
    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let req = req.clone();
        let parts = Multipart::from_request(&req, payload);
        Box::pin(async move {
            let app = req.app_data::<App>().cloned().ok_or_else(|| Problem(Failure::broken("no app")))?;
            read(parts.await.map_err(|e| Problem(unreadable(&e)))?, &req, &app).await
        })
    }
}

fn torn(e: MultipartError) -> Problem {
    Problem(match e {
        MultipartError::Payload(why) => unreadable(&why.into()),
        other => unreadable(&other.into()),
    })
}

async fn read(mut parts: Multipart, req: &HttpRequest, app: &App) -> Result<Upload, Problem> {
    let (mut fields, mut file, mut name) = (Vec::new(), Vec::new(), String::new());
    let (mut total, mut count) = (0, 0);
    while let Some(mut part) = parts.try_next().await.map_err(torn)? {
        count += 1;
        let key = part.name().unwrap_or_default().to_owned();
        let filename = part.content_disposition().and_then(|d| d.get_filename().map(str::to_owned));
        let mut bytes = Vec::new();
        while let Some(chunk) = part.try_next().await.map_err(torn)? {
            total += chunk.len();
            if total > UPLOAD_MOST || count > PARTS_MOST {
                return Err(Problem(Failure::refused("failure-too-large")));
            }
            bytes.extend_from_slice(&chunk);
        }
        match filename {
            Some(n) => (file, name) = (bytes, n.chars().take(100).collect()),
            None => fields.push((key, String::from_utf8_lossy(&bytes).into_owned())),
        }
    }
    Ok(Upload { form: Form::checked(fields, req, app)?, file, name })
}
