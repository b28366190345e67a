"""Prints the cells of a workbook or of a table of separated values as JSON: by sheet, each a list of rows.

Read by programs of others: calamine or LibreOffice for workbooks, Python's own csv for tables.

    cells.py calamine FILE.xlsx
    cells.py soffice FILE.xlsx
    cells.py csv FILE.csv
"""

import csv
import json
import subprocess
import sys
import tempfile
from pathlib import Path


def read_calamine(path):
    from python_calamine import CalamineWorkbook

    workbook = CalamineWorkbook.from_path(path)
    return {name: workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names}


def read_soffice(path):
    # comma, quotation mark, UTF-8, from the first line, cells as they are stored, every sheet into a file of its own
    options = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
    with tempfile.TemporaryDirectory() as folder:
        home = f"-env:UserInstallation=file://{folder}/home"
        command = ["soffice", home, "--headless", "--convert-to", options, "--outdir", folder, path]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        stem = Path(path).stem
        files = sorted(Path(folder).glob(f"{stem}-*.csv"))
        return {file.stem[len(stem) + 1 :]: rows(file, ",") for file in files}


def rows(path, separator):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=separator))


def read_csv(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        separator = csv.Sniffer().sniff(file.readline(), ",;").delimiter
    return {"": rows(path, separator)}


READERS = {"calamine": read_calamine, "soffice": read_soffice, "csv": read_csv}

if __name__ == "__main__":
    reader, path = sys.argv[1:]
    json.dump(READERS[reader](path), sys.stdout, ensure_ascii=False)
