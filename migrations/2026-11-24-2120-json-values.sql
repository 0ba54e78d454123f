-- On PostgreSQL the driver encoded these values a second time: true was kept as the text "true".

update setting set value = (value #>> '{}')::jsonb where jsonb_typeof(value) = 'string';
update release set changeset = (changeset #>> '{}')::jsonb where jsonb_typeof(changeset) = 'string';
