package dev.tandem.image;

/**
 * A map of the plane that keeps straight lines: (row, column) goes to (rowByRow · row + rowByColumn · column + row0, columnByRow · row +
 * columnByColumn · column + column0).
 */
record Affine(
        double rowByRow, double rowByColumn, double row0, double columnByRow, double columnByColumn, double column0) {

    /** Rotation by an angle in degrees. */
    static Affine rotation(double degrees) {
        double angle = StrictMath.toRadians(degrees);
        double cosine = StrictMath.cos(angle);
        double sine = StrictMath.sin(angle);
        return new Affine(cosine, sine, 0, -sine, cosine, 0);
    }

    static Affine shift(double rows, double columns) {
        return new Affine(1, 0, rows, 0, 1, columns);
    }

    /** Shear by an angle in degrees: columns move by its sine with every row, rows shrink by its cosine. */
    static Affine shear(double degrees) {
        double angle = StrictMath.toRadians(degrees);
        return new Affine(StrictMath.cos(angle), 0, 0, -StrictMath.sin(angle), 1, 0);
    }

    static Affine zoom(double rows, double columns) {
        return new Affine(rows, 0, 0, 0, columns, 0);
    }

    /** Turns axes round, so that 0 and the last change places; a last of 0 leaves an axis as it is. */
    static Affine mirrored(double lastRow, double lastColumn) {
        return new Affine(lastRow > 0 ? -1 : 1, 0, lastRow, 0, lastColumn > 0 ? -1 : 1, lastColumn);
    }

    /** The map that applies {@code first}, then this one. */
    Affine after(Affine first) {
        return new Affine(
                rowByRow * first.rowByRow + rowByColumn * first.columnByRow,
                rowByRow * first.rowByColumn + rowByColumn * first.columnByColumn,
                row(first.row0, first.column0),
                columnByRow * first.rowByRow + columnByColumn * first.columnByRow,
                columnByRow * first.rowByColumn + columnByColumn * first.columnByColumn,
                column(first.row0, first.column0));
    }

    /** This map about a point instead of the origin. */
    Affine about(double row, double column) {
        return shift(row, column).after(this).after(shift(-row, -column));
    }

    double row(double row, double column) {
        return rowByRow * row + rowByColumn * column + row0;
    }

    double column(double row, double column) {
        return columnByRow * row + columnByColumn * column + column0;
    }

    /** Whether pixels go to pixels, rows to rows and columns to columns. */
    boolean movesWholePixels() {
        return rowByColumn == 0
                && columnByRow == 0
                && Math.abs(rowByRow) == 1
                && Math.abs(columnByColumn) == 1
                && row0 == Math.rint(row0)
                && column0 == Math.rint(column0);
    }
}
