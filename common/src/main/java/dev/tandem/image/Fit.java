package dev.tandem.image;

import dev.tandem.data.ImageShape;

/**
 * How one image is brought to the wanted size: which part of it is resized to what, then turned upright and put into the middle of black.
 *
 * @param header of the image
 * @param shape that is wanted
 * @param resize the way
 */
record Fit(ImageHeader header, ImageShape shape, Resize resize) {

    private static final int LARGEST_REDUCTION = 8;

    /** Largest reduction that leaves at least as many pixels as are wanted on both sides. */
    int reduction() {
        int reduction = LARGEST_REDUCTION;
        while (reduction > 1 && (partHeight() / reduction < rows() || partWidth() / reduction < columns())) {
            reduction /= 2;
        }
        return reduction;
    }

    /** The picture of an image that may have been decoded smaller than the header says. */
    Picture picture(PixelRows source) {
        double reducedHeight = (double) source.height() / header.height();
        double reducedWidth = (double) source.width() / header.width();
        FilterAxis down = new FilterAxis(
                source.height(),
                reducedHeight * (header.height() - partHeight()) / 2,
                reducedHeight * partHeight(),
                rows());
        FilterAxis across = new FilterAxis(
                source.width(),
                reducedWidth * (header.width() - partWidth()) / 2,
                reducedWidth * partWidth(),
                columns());
        return new Picture(place(Resizer.resize(source, down, across, shape.channels())), shape);
    }

    private byte[] place(byte[] resized) {
        if (resized.length == shape.values() && header.orientation().equals(Orientation.UPRIGHT)) {
            return resized;
        }
        boolean turned = header.orientation().transposed();
        int height = turned ? columns() : rows();
        int width = turned ? rows() : columns();
        int top = (shape.height() - height) / 2;
        int left = (shape.width() - width) / 2;
        byte[] placed = new byte[shape.values()];
        for (int channel = 0; channel < shape.channels(); channel++) {
            int from = channel * rows() * columns();
            int to = channel * shape.height() * shape.width();
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    placed[to + (top + y) * shape.width() + left + x] =
                            resized[from + header.orientation().stored(y, x, rows(), columns())];
                }
            }
        }
        return placed;
    }

    /** Rows that the part becomes, as stored. */
    private int rows() {
        return resize == Resize.PAD ? side(header.height(), wantedRows()) : wantedRows();
    }

    private int columns() {
        return resize == Resize.PAD ? side(header.width(), wantedColumns()) : wantedColumns();
    }

    private int side(int stored, int most) {
        return (int) Math.min(Math.max(Math.round(stored * scale()), 1), most);
    }

    private double partHeight() {
        return resize == Resize.CROP ? Math.min(wantedRows() / scale(), header.height()) : header.height();
    }

    private double partWidth() {
        return resize == Resize.CROP ? Math.min(wantedColumns() / scale(), header.width()) : header.width();
    }

    /** The one factor on both sides, where they keep their proportions. */
    private double scale() {
        double down = (double) wantedRows() / header.height();
        double across = (double) wantedColumns() / header.width();
        return resize == Resize.CROP ? Math.max(down, across) : Math.min(down, across);
    }

    /** Of the wanted shape, lying as the image is stored. */
    private int wantedRows() {
        return header.orientation().transposed() ? shape.width() : shape.height();
    }

    private int wantedColumns() {
        return header.orientation().transposed() ? shape.height() : shape.width();
    }
}
