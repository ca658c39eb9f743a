-- How much of a device's refused work is kept is counted whenever more is refused.
CREATE INDEX refused_device ON refused (organisation, device, state);
