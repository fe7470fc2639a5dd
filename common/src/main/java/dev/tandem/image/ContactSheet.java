package dev.tandem.image;

import dev.tandem.data.ImageShape;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Pictures of one size in rows, each with a caption below it: small ones enlarged, large ones reduced, so that one can look. */
public final class ContactSheet {

    private static final int SMALLEST_SIDE = 96;
    private static final int LARGEST_SIDE = 192;
    private static final int GAP = 6;

    private final ImageShape shape;
    private final Lettering lettering;
    private final List<List<Cell>> rows = new ArrayList<>();

    private record Cell(BufferedImage picture, String caption) {}

    ContactSheet(ImageShape shape, Lettering lettering) {
        this.shape = shape;
        this.lettering = lettering;
    }

    void beginRow() {
        rows.add(new ArrayList<>());
    }

    /** Adds a picture to the last row: channels × height × width levels from 0 to 255. */
    void add(float[] levels, String caption) {
        BufferedImage picture = new BufferedImage(shape.width(), shape.height(), BufferedImage.TYPE_INT_RGB);
        int plane = shape.height() * shape.width();
        for (int i = 0; i < plane; i++) {
            int red = Math.round(levels[i]);
            int green = shape.channels() == 1 ? red : Math.round(levels[plane + i]);
            int blue = shape.channels() == 1 ? red : Math.round(levels[2 * plane + i]);
            picture.setRGB(i % shape.width(), i / shape.width(), red << 16 | green << 8 | blue);
        }
        rows.get(rows.size() - 1).add(new Cell(picture, caption));
    }

    /** Writes the sheet as a PNG. */
    public void write(OutputStream out) throws IOException {
        ImageIO.write(draw(), "png", out);
    }

    BufferedImage draw() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int cellWidth = shown(shape.width()) + GAP;
        int cellHeight = shown(shape.height()) + Lettering.HEIGHT + GAP;
        BufferedImage sheet = new BufferedImage(
                columns * cellWidth + GAP, rows.size() * cellHeight + GAP, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        graphics.setColor(Color.BLACK);
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < rows.get(row).size(); column++) {
                draw(graphics, rows.get(row).get(column), GAP + column * cellWidth, GAP + row * cellHeight);
            }
        }
        graphics.dispose();
        return sheet;
    }

    private void draw(Graphics2D graphics, Cell cell, int left, int top) {
        int width = shown(shape.width());
        int height = shown(shape.height());
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION,
                scale() < 1
                        ? RenderingHints.VALUE_INTERPOLATION_BILINEAR
                        : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        graphics.drawImage(cell.picture(), left, top, width, height, null);
        lettering.draw(graphics, lettering.fitted(graphics, cell.caption(), width), left, top + height);
    }

    private int shown(int length) {
        return Math.max(1, (int) Math.round(length * scale()));
    }

    private double scale() {
        int longer = Math.max(shape.height(), shape.width());
        if (longer > LARGEST_SIDE) {
            return (double) LARGEST_SIDE / longer;
        }
        return Math.max(1, (SMALLEST_SIDE + longer - 1) / longer);
    }
}
