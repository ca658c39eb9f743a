// swift-tools-version: 6.0
import PackageDescription

// `Generated` is written by `cargo xtask bindings` from the Rust library; it is never committed. On Apple's platforms
// the C module comes with the library as an XCFramework (see docs/guide/embedding.md); elsewhere it is the header, and
// the library is named on the linker's command line.
let package = Package(
    name: "Jobsheet",
    platforms: [.iOS(.v17), .macOS(.v14)],
    products: [
        .library(name: "FieldKit", targets: ["FieldKit"]),
        .library(name: "FieldKitModel", targets: ["FieldKitModel"]),
    ],
    targets: [
        .systemLibrary(name: "jobsheetFFI", path: "Generated/jobsheetFFI"),
        .target(
            name: "JobsheetCore",
            dependencies: ["jobsheetFFI"],
            path: "Generated/JobsheetCore",
            swiftSettings: [.swiftLanguageMode(.v5)]
        ),
        .target(name: "FieldKit", dependencies: ["JobsheetCore"]),
        .target(name: "FieldKitModel", dependencies: ["FieldKit"]),
        .testTarget(name: "FieldKitTests", dependencies: ["FieldKit", "FieldKitModel"]),
    ]
)
