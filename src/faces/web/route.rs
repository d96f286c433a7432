use actix_web::{Handler, Responder, http::Method, web};

/// One address of one face. All of them are in one list, so that a test can hold every one against its table.
pub struct Route {
    /// GET or POST.
    pub method: Method,
    /// `/office/items/{id}`
    pub path: &'static str,
    pub route: actix_web::Route,
}

/// The addresses of a module.
pub type Routes = Vec<Route>;

/// A handler at an address.
pub fn endpoint<F, Args>(method: Method, path: &'static str, handler: F) -> Route
where
    F: Handler<Args>,
    Args: actix_web::FromRequest + 'static,
    F::Output: Responder + 'static,
{
    Route { route: web::method(method.clone()).to(handler), method, path }
}
