-- Who let a device in: who made its code, and who compared its fingerprint. Of devices from before nobody is named.
ALTER TABLE enrolment ADD COLUMN issued_by BLOB;
ALTER TABLE device ADD COLUMN issued_by BLOB;
ALTER TABLE device ADD COLUMN confirmed_by BLOB;
