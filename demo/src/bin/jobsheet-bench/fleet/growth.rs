//! One technician with more and more orders of about 2 KB: what the first sync, the evening's push of all of them and a sync of
//! nothing cost an order, before and after a restart of the server.

use super::department::Department;
use super::{Synced, at_once};
use crate::figure::{Figures, Measured};
use crate::yard::fault;

/// How many times fewer orders the cost of one is compared with.
const FEWER: usize = 4;

/// What an order costs does not grow with how many there are.
pub async fn measure(orders: usize, figures: &mut Figures) -> Measured {
    let among_few = one_technician(orders / FEWER, figures).await?;
    let among_many = one_technician(orders, figures).await?;
    for (what, few, many) in
        [("first sync", among_few.first, among_many.first), ("push", among_few.push, among_many.push)]
    {
        let name = format!("growth: an order's {what}, {orders} against {}", orders / FEWER);
        figures.bounded(&name, many / few, "×", 1.6);
    }
    Ok(())
}

/// What an order cost device and server together, milliseconds of computing.
struct Costs {
    first: f64,
    push: f64,
}

async fn one_technician(orders: usize, figures: &mut Figures) -> Measured<Costs> {
    let folder = tempfile::tempdir()?;
    let department = Department::open(folder.path(), 1).await?;
    department.raise(orders, fault).await?;
    department.enrol().await?;
    let of = format!("growth, {orders} orders");
    let first = synced(&department, &format!("{of}: first sync"), figures).await?;
    let department = department.restart().await?;
    department.work(orders).await?;
    let push = synced(&department, &format!("{of}: push of all"), figures).await?;
    synced(&department, &format!("{of}: nothing new"), figures).await?;
    department.close().await?;
    Ok(Costs { first: first / orders as f64, push: push / orders as f64 })
}

/// Has the device sync and tells what that took; what device and server computed together, milliseconds.
async fn synced(department: &Department, what: &str, figures: &mut Figures) -> Measured<f64> {
    let begun = department.cpu()?;
    let all = at_once(department, &department.names()).await?;
    let server = department.cpu()?.since(begun);
    let [Synced { ms, sent, bytes_down, bytes_up, cpu_ms, peak_mib, failures }] = &all[..] else {
        return Err("one device".into());
    };
    let mut tell = |name: &str, value: f64, unit: &str| figures.told(&format!("{what}: {name}"), value, unit);
    tell("time", *ms, "ms");
    tell("runs", *sent as f64, "");
    tell("down", *bytes_down as f64 / 1_000.0, "KB");
    tell("up", *bytes_up as f64 / 1_000.0, "KB");
    tell("the device computed", *cpu_ms, "ms");
    tell("the server computed", server, "ms");
    tell("memory of the device, at most", *peak_mib, "MiB");
    tell("memory of the server, at most", department.peak()?, "MiB");
    tell("attempts that failed", failures.len() as f64, "");
    Ok(cpu_ms + server)
}
