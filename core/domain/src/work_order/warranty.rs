//! Who pays for the present visit (R32).

use crate::asset::AssetView;
use crate::records::Records;
use crate::time::Timestamp;
use crate::warranty::Decision;
use crate::work_order::fields;
use crate::work_order::view::WorkOrder;

impl WorkOrder<'_> {
    /// Who pays for the present visit to this machine: computed from what the order knows of the fault, and a manager's
    /// decision where there is one (R32). `now` counts where nobody recorded when the fault was reported.
    #[must_use]
    pub fn warranty(&self, asset: &AssetView, records: &Records, now: Timestamp) -> Decision {
        let found = self.diagnosis(self.state.visit.max(1));
        let reported = self.reported_at().unwrap_or(now);
        let computed =
            asset.warranty(records, found.opened_by_others, found.cause_class.as_deref(), reported);
        computed.overridden(self.content.fact(fields::WARRANTY_OVERRIDE))
    }
}
