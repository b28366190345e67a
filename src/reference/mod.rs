//! Lists that belong to the product: regions, professions, kinds of organisations, competence areas.
//!
//! They change with a release, never in the database. Stored rows hold their codes.

pub mod areas;
pub mod organizations;
pub mod professions;
pub mod regions;

pub use areas::{COMPETENCE_AREAS, CompetenceArea, competence_area};
pub use organizations::{ORGANIZATION_TYPES, OrganizationType, organization_type};
pub use professions::{PROFESSIONS, Profession, profession};
pub use regions::{REGIONS, Region, region};

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn twenty_regions_stand_on_twenty_tiles() {
        let tiles: HashSet<_> = REGIONS.iter().map(|region| region.tile).collect();
        let codes: HashSet<_> = REGIONS.iter().map(|region| region.code).collect();
        assert_eq!((tiles.len(), codes.len()), (20, 20));
        assert_eq!(REGIONS.iter().filter(|region| region.is_city).count(), 3);
        assert_eq!(REGIONS.iter().filter(|region| region.since.is_some()).count(), 3);
    }
}
