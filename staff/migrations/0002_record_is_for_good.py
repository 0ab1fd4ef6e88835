"""The record of the door is only ever added to."""

from django.db import migrations

GUARDS = """
CREATE FUNCTION staff_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: its rows are never changed or removed', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER staff_signin_append_only BEFORE UPDATE OR DELETE ON staff_signin
  FOR EACH ROW EXECUTE FUNCTION staff_append_only();
CREATE TRIGGER staff_signin_not_emptied BEFORE TRUNCATE ON staff_signin
  FOR EACH STATEMENT EXECUTE FUNCTION staff_append_only();
"""

UNDO = """
DROP TRIGGER staff_signin_not_emptied ON staff_signin;
DROP TRIGGER staff_signin_append_only ON staff_signin;
DROP FUNCTION staff_append_only;
"""


class Migration(migrations.Migration):
    dependencies = [("staff", "0001_initial")]

    operations = [migrations.RunSQL(GUARDS, UNDO)]
