//! Generates the Swift sources, headers and module map from the built library.

fn main() {
    uniffi::uniffi_bindgen_swift();
}
