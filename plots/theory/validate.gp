# Simulation over theory
# Drawn from ../../results/theory/validate/points.csv by airslice. Change what you like, then run: gnuplot validate.gp
# Other formats: gnuplot -e "formats='pdf'" validate.gp
if (!exists('formats')) formats = 'svg png'
if (!exists('name')) name = 'validate'
data = '../../results/theory/validate/points.csv'

set encoding utf8
set datafile separator comma
set datafile columnheaders
set datafile missing NaN

# A row's place on the axes; NaN, which draws nothing, where the row is not wanted.
is(column, value) = strcol(column) eq value
x(wanted) = wanted ? column('number') : NaN
y(row) = column('ratio')
low(row) = valid(11) ? column('ratio_low') : y(row)
high(row) = valid(12) ? column('ratio_high') : y(row)

# Curves differ by dash and point; their colours go from dark to light, for print in grey.
set linetype 1 lc rgb '#000000' dt 1 pt 7 lw 1.6 ps 0.55
set linetype 2 lc rgb '#00316b' dt (10,5) pt 5 lw 1.6 ps 0.55
set linetype 3 lc rgb '#3b3e89' dt (2.5,4) pt 9 lw 1.6 ps 0.55
set linetype 4 lc rgb '#853279' dt (14,4,2.5,4) pt 13 lw 1.6 ps 0.55
set linetype 5 lc rgb '#ac3663' dt (20,4,2.5,4,2.5,4) pt 11 lw 1.6 ps 0.55
set linetype 6 lc rgb '#c54d3c' dt 1 pt 6 lw 1.6 ps 0.55
set linetype 7 lc rgb '#ad745a' dt (10,5) pt 4 lw 1.6 ps 0.55
set linetype 8 lc rgb '#559a89' dt (2.5,4) pt 8 lw 1.6 ps 0.55
set linetype 9 lc rgb '#9ca571' dt (14,4,2.5,4) pt 12 lw 1.6 ps 0.55
set linetype 10 lc rgb '#deaa28' dt (20,4,2.5,4,2.5,4) pt 10 lw 1.6 ps 0.55

do for [format in formats] {
  if (format eq 'svg') { set terminal svg size 900,512 enhanced font 'Arial,13' background 'white' }
  if (format eq 'png') { set terminal pngcairo size 1800,1024 enhanced font 'Arial,13' fontscale 1.5 linewidth 2 pointscale 2 }
  if (format eq 'pdf') { set terminal pdfcairo size 900 / 90.0,512 / 90.0 enhanced font 'Arial,13' fontscale 0.8 linewidth 0.8 pointscale 0.8 }
  set output name . '.' . format
  set label 1 'Simulation over theory' at screen 0.0222,0.9531 font ',16' noenhanced
  set label 2 'closed forms of the module Radio, folder Theory; bars: 99.999 % intervals' at screen 0.0222,0.9102 font ',11' tc rgb '#444444' noenhanced
  set border 3 lc rgb '#444444'
  set tics nomirror out scale 0.6 tc rgb '#222222'
  set grid lc rgb '#dddddd' lt 1 lw 0.6
  set errorbars 0.5
  set pointintervalbox 0.01
  set yrange [0.6:1.4]
  set lmargin at screen 0.0778
  set tmargin at screen 0.8555
  set bmargin at screen 0.1133
  set xlabel 'Check (a row of points.csv)' noenhanced
  set ylabel 'Simulation / theory' noenhanced
  set key outside right center vertical Left reverse samplen 3 spacing 1.3 noenhanced title 'Suite' noenhanced left
  plot data using (x(is('suite', 'noise'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 1 dt 1 lw 1 notitle, \
    data using (x(is('suite', 'fading-errors'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 2 dt 1 lw 1 notitle, \
    data using (x(is('suite', 'packets'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 3 dt 1 lw 1 notitle, \
    data using (x(is('suite', 'bursts'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 4 dt 1 lw 1 notitle, \
    data using (x(is('suite', 'crossings'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 5 dt 1 lw 1 notitle, \
    data using (x(is('suite', 'memory'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 6 dt 1 lw 1 notitle, \
    data using (x(is('suite', 'missions'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 7 dt 1 lw 1 notitle, \
    data using (x(is('suite', 'codes'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 8 dt 1 lw 1 notitle, \
    data using (x(is('suite', 'access'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 9 dt 1 lw 1 notitle, \
    data using (x(is('suite', 'retransmissions'))):(y(1)):(low(1)):(high(1)) with yerrorbars lt 10 dt 1 lw 1 notitle, \
    keyentry with points lt 1 title 'noise', \
    keyentry with points lt 2 title 'fading-errors', \
    keyentry with points lt 3 title 'packets', \
    keyentry with points lt 4 title 'bursts', \
    keyentry with points lt 5 title 'crossings', \
    keyentry with points lt 6 title 'memory', \
    keyentry with points lt 7 title 'missions', \
    keyentry with points lt 8 title 'codes', \
    keyentry with points lt 9 title 'access', \
    keyentry with points lt 10 title 'retransmissions'
  unset output
}
