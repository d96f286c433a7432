//! Photos as they come from phones and scanners: judged by content, decoded within bounds, and written anew, so that nothing of
//! the file sent (position, device, hidden parts) is kept.
use serde::{Deserialize, Serialize};

use std::io::Cursor;

use image::{
    DynamicImage, GenericImageView, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage,
    codecs::jpeg::JpegEncoder,
    error::{LimitError, LimitErrorKind},
};

use crate::base::Failure;

/// The longest side of a kept photo, in pixels.
pub const SIDE_MOST: u32 = 2_000;
/// The most bytes of a kept photo.
pub const PHOTO_BYTES_MOST: usize = 2 * 1024 * 1024;
/// The longest side of a photo sent, in pixels.
const SENT_SIDE_MOST: u32 = 10_000;
/// The most pixels of a photo sent: telephones take up to fifty million. A small file can hold many more.
const SENT_PIXELS_MOST: u64 = 50_000_000;
/// The most memory that decoding one may take.
const DECODE_BYTES_MOST: u64 = 200 * 1024 * 1024;

/// A photo that is safe to keep and to show: JPEG without metadata.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    bytes: Vec<u8>,
    /// Width and height in pixels.
    pub size: (u32, u32),
}

impl Photo {
    /// The type of every kept photo.
    pub const KIND: &'static str = "image/jpeg";

    /// Reads a JPEG or PNG. It takes tens of milliseconds and much memory: the mail room does it, one at a time.
    ///
    /// # Errors
    /// `Refused(photo-kind)` for anything else by content, `Refused(photo-unreadable)` for a broken or oversized picture.
    pub fn read(sent: &[u8]) -> Result<Self, Failure> {
        let format = image::guess_format(sent).map_err(|_e| Failure::refused("photo-kind"))?;
        if !matches!(format, ImageFormat::Jpeg | ImageFormat::Png) {
            return Err(Failure::refused("photo-kind"));
        }
        let picture = decode(sent, format).map_err(|_e| Failure::refused("photo-unreadable"))?;
        let (w, h) = picture.dimensions();
        let longest = w.max(h).min(SIDE_MOST);
        // What compresses badly is kept coarser, then smaller.
        for (side, quality) in [(1, 85), (1, 70), (1, 50), (2, 60), (4, 60)] {
            let side = (longest / side).max(1);
            // `thumbnail` averages without the wide buffers of `resize`.
            let flat = if w.max(h) > side { on_white(&picture.thumbnail(side, side)) } else { on_white(&picture) };
            let mut bytes = Vec::new();
            JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(&flat).map_err(Failure::broken)?;
            if bytes.len() <= PHOTO_BYTES_MOST {
                return Ok(Photo { bytes, size: flat.dimensions() });
            }
        }
        Err(Failure::refused("photo-unreadable"))
    }
    /// The JPEG.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

fn decode(sent: &[u8], format: ImageFormat) -> image::ImageResult<DynamicImage> {
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(SENT_SIDE_MOST), Some(SENT_SIDE_MOST));
    limits.max_alloc = Some(DECODE_BYTES_MOST);
    let mut reader = ImageReader::with_format(Cursor::new(sent), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let (w, h) = decoder.dimensions();
    if u64::from(w) * u64::from(h) > SENT_PIXELS_MOST {
        return Err(image::ImageError::Limits(LimitError::from_kind(LimitErrorKind::DimensionError)));
    }
    // The orientation is metadata too: it is carried out before it is dropped.
    let turn = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(turn);
    Ok(picture)
}

/// Without transparency: JPEG has none, and black text on nothing would turn into black.
fn on_white(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let rgba = picture.to_rgba8();
    let mut flat = RgbImage::new(rgba.width(), rgba.height());
    for (to, from) in flat.pixels_mut().zip(rgba.pixels()) {
        let [r, g, b, a] = from.0;
        let over = |c: u8| ((u16::from(c) * u16::from(a) + 255 * (255 - u16::from(a))) / 255) as u8;
        to.0 = [over(r), over(g), over(b)];
    }
    flat
}
