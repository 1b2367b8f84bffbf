"""Faults: real processes and real signals, full disks and lost workers. Short forms here, long ones by flags."""
